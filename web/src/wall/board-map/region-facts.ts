// Facts of the shown region: level, people, households, area.
import type { RegionView } from "@minqing/core/region/region";
import { numberText } from "../../i18n/numbers.ts";
import type { Text } from "../../i18n/use-text.ts";

type Facts = Pick<RegionView, "level" | "population" | "households" | "areaM2">;

export function regionFacts(region: Facts | null, t: Text): string[] {
  if (region === null || region.level === "city") return [];
  const { level, population, households, areaM2 } = region;
  return [
    t(`level.${level}`),
    ...(population > 0 ? [t("wall.region.people", { n: numberText(population) })] : []),
    ...(households > 0 ? [t("wall.region.households", { n: numberText(households) })] : []),
    `${numberText(areaM2 / 1e6, areaM2 > 1e7 ? 0 : 2)} km²`,
  ];
}
