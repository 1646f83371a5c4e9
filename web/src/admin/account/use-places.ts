// Names of regions joined to one text; their codes until the regions are loaded.
import { useName } from "../../i18n/named.ts";
import { useText } from "../../i18n/use-text.ts";
import { placeOf } from "./region-index.ts";
import { useRegions } from "./use-regions.ts";

export function usePlaces(): (codes: readonly string[]) => string {
  const t = useText();
  const name = useName();
  const { index } = useRegions();
  return (codes) => codes.map((code) => (index === null ? code : placeOf(index, code, name))).join(t("list.comma"));
}
