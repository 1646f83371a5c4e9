// The number of cases that were open at the same time yesterday.
import { numberText } from "../../i18n/numbers.ts";
import { useText } from "../../i18n/use-text.ts";
import { useFigure } from "../use-figures.ts";

export function OpenCasesBefore() {
  const t = useText();
  const figure = useFigure("cases_open");
  const comparison = figure?.comparison ?? null;
  if (comparison === null) return null;
  return (
    <span className="before">
      {t(`basis.${comparison.basis}`)} {numberText(comparison.value)} ·
    </span>
  );
}
