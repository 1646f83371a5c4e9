// The condition of the city in four figures: rain, tide, air, devices online; each with comparison and age.

import type { FigureGroup } from "@minqing/core/kpi/kpi";
import { Icon } from "../../design/Icon.tsx";
import type { IconName } from "../../design/icons.ts";
import type { KeyUnder } from "../../i18n/text-key.ts";
import { useText } from "../../i18n/use-text.ts";
import { useNow } from "../../live/use-now.ts";
import { figureOf, figureText } from "../figures/figure-text.ts";

const CONDITIONS: readonly { key: KeyUnder<"wall.condition">; icon: IconName }[] = [
  { key: "rain_max_1h_mm", icon: "rain" },
  { key: "tide_level_m", icon: "tide" },
  { key: "air_aqi", icon: "air" },
  { key: "things_online_rate", icon: "online" },
];

export function ConditionStrip({ figures, room }: { figures: FigureGroup | null; room: number }) {
  const t = useText();
  const nowMs = useNow(5000);
  const known = CONDITIONS.flatMap(({ key, icon }) => {
    const figure = figureOf(figures, key);
    return figure === null || figure.value === null ? [] : [{ key, icon, text: figureText(figure, t, nowMs) }];
  });
  return (
    <ul className="conditions">
      {known.slice(0, room).map(({ key, icon, text }) => (
        <li key={key} data-figure={key}>
          <Icon name={icon} size={44} />
          <div>
            <p className="condition-value">
              {t(`wall.condition.${key}`)} <strong>{text.value}</strong> {text.unit}
            </p>
            <p className="condition-sub">
              {text.comparison === null ? null : <span>{text.comparison}</span>}
              <span>{text.age}</span>
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}
