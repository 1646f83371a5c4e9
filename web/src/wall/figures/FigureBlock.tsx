// One figure: value, unit and name, then its comparison and age.
import type { FigureGroup } from "@minqing/core/kpi/kpi";
import { useText } from "../../i18n/use-text.ts";
import { useNow } from "../../live/use-now.ts";
import { figureOf, figureText } from "./figure-text.ts";

interface Props {
  group: FigureGroup | null;
  /** Key of the figure. */
  of: string;
  label: string;
  /** For figures such as overdue: a value above zero has the colour of P2. */
  alarming?: boolean;
  size?: "hero" | "large" | "normal";
  showUnit?: boolean;
  /** Without basis of comparison and age, because the panel's head shows them. */
  brief?: boolean;
}

export function FigureBlock({
  group,
  of,
  label,
  alarming = false,
  size = "normal",
  showUnit = false,
  brief = false,
}: Props) {
  const t = useText();
  const nowMs = useNow(5000);
  const figure = figureOf(group, of);
  const text = figure === null ? null : figureText(figure, t, nowMs);
  const isAlarming = alarming && figure !== null && (figure.value ?? 0) > 0;
  return (
    <div className={`figure figure-${size}`} data-figure={of}>
      <p className="figure-line">
        <strong className={isAlarming ? "figure-value alarming" : "figure-value"}>{text?.value ?? "–"}</strong>
        {showUnit && text !== null && text.unit !== "" ? <span className="figure-unit">{text.unit}</span> : null}
        <span className="figure-label">{label}</span>
      </p>
      <p className="figure-sub">
        {text === null ? (
          t("age.none")
        ) : (
          <>
            {text.comparison === null ? null : (
              <span>{brief ? t("wall.figure.before", { n: text.before }) : text.comparison}</span>
            )}
            {text.difference === null ? null : <span className="figure-difference">{text.difference}</span>}
            {figure?.denominator === null || figure?.denominator === undefined ? null : (
              <span>
                {t(text.unit === "%" ? "wall.figure.denominator" : "wall.figure.of", { n: figure.denominator })}
              </span>
            )}
            {brief ? null : <span className="figure-age">{text.age}</span>}
          </>
        )}
      </p>
    </div>
  );
}
