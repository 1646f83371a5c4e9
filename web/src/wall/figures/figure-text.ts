// A figure as the wall shows it: value, unit, comparison and age, always together.
import type { Figure, FigureGroup } from "@minqing/core/kpi/kpi";
import { differenceText, numberText } from "../../i18n/numbers.ts";
import { ageText } from "../../i18n/time-text.ts";
import type { Text } from "../../i18n/use-text.ts";

const DIGITS: Record<string, number> = {
  on_time_rate: 1,
  rework_rate: 1,
  first_response_min: 1,
  handling_h: 1,
  things_online_rate: 1,
  things_fresh_rate: 1,
  rain_max_3h_mm: 1,
  rain_max_1h_mm: 1,
  tide_level_m: 2,
  road_mean_speed_kmh: 1,
};

/** The server sends ratios as 0…1; screens show per cent. */
const isRatio = (figure: Figure): boolean => figure.unit === "ratio" || figure.unit === "1";

/** Units that count things are Chinese classifiers (件). English shows none, because the label names the thing. */
const isClassifier = (unit: string): boolean => /\p{Script=Han}/u.test(unit);

export interface FigureText {
  value: string;
  unit: string;
  /** "昨日同期 97"; null without a comparison. */
  comparison: string | null;
  /** The compared value alone, for panels whose head names the basis. */
  before: string | null;
  difference: string | null;
  age: string;
}

export const figureOf = (group: FigureGroup | null, key: string): Figure | null =>
  group?.figures.find((figure) => figure.key === key) ?? null;

export function scaled(figure: Figure, value: number | null): number | null {
  return value === null ? null : isRatio(figure) ? value * 100 : value;
}

export function figureText(figure: Figure, t: Text, nowMs: number): FigureText {
  const digits = DIGITS[figure.key] ?? 0;
  const value = scaled(figure, figure.value);
  const before = figure.comparison === null ? null : scaled(figure, figure.comparison.value);
  const basis = before === null ? null : (figure.comparison?.basis ?? null);
  return {
    value: numberText(value, digits),
    unit: isRatio(figure)
      ? "%"
      : isClassifier(figure.unit)
        ? t("wall.unit.counted", { unit: figure.unit })
        : figure.unit,
    comparison: basis === null ? null : `${t(`basis.${basis}`)} ${numberText(before, digits)}`,
    before: basis === null ? null : numberText(before, digits),
    difference: value === null || before === null ? null : differenceText(value - before, digits),
    age: ageText(t, figure.dataAt === null ? null : Date.parse(figure.dataAt), nowMs),
  };
}
