// Three figures beside the city, in a box that the map keeps free.

import type { FigureGroup } from "@minqing/core/kpi/kpi";
import type { KeyUnder } from "../../i18n/text-key.ts";
import { useText } from "../../i18n/use-text.ts";
import { useNow } from "../../live/use-now.ts";
import { figureOf, figureText } from "../figures/figure-text.ts";
import type { Theme } from "../theme.ts";

const FIGURES: Record<Theme, readonly KeyUnder<"wall.side">[]> = {
  emergency: ["alarms_open", "levels_over_warning", "levels_silent"],
  river: ["levels_over_warning", "alarms_open", "cases_open"],
  urban: ["first_response_min", "handling_h", "rework_rate"],
  traffic: ["cases_open", "alarms_open", "things_fresh_rate"],
};

export function SideFigures({ theme, group }: { theme: Theme; group: FigureGroup | null }) {
  const t = useText();
  const nowMs = useNow(5000);
  const rows = FIGURES[theme].flatMap((key) => {
    const figure = figureOf(group, key);
    return figure === null ? [] : [{ key, text: figureText(figure, t, nowMs) }];
  });
  return (
    <ul className="side-figures" data-reserve="figures">
      {rows.map(({ key, text }) => (
        <li key={key} data-figure={key}>
          <span className="side-label">{t(`wall.side.${key}`)}</span>
          <p>
            <strong>{text.value}</strong> <span className="side-unit">{text.unit}</span>
          </p>
          <p className="side-sub">
            {text.comparison === null ? null : <span>{text.comparison}</span>}
            <span>{text.age}</span>
          </p>
        </li>
      ))}
    </ul>
  );
}
