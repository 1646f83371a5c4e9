// A field for a region's code that suggests regions by code or name.
import { useText } from "../../i18n/use-text.ts";
import { ComboBox } from "../../ui/ComboBox.tsx";
import { findRegions } from "../account/region-index.ts";
import { useRegions } from "../account/use-regions.ts";

interface Props {
  id: string;
  value: string;
  /** For a field without a visible label. */
  label?: string;
  onPick(value: string): void;
}

export function RegionInput({ id, value, label, onPick }: Props) {
  const t = useText();
  const { index } = useRegions();
  const found = index === null ? [] : findRegions(index, value);
  const placeholder = t("admin.region.search");
  const choices = found.map((region) => ({ id: region.code, label: region.name }));
  return (
    <ComboBox {...{ id, value, placeholder, choices }} label={label ?? t("admin.region.search")} onChange={onPick} />
  );
}
