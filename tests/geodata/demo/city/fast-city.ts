// The demo city at low density for tests, and at full density.

import { type DemoCity, makeDemoCity } from "@minqing/geodata/demo/city/demo-city";
import type { HistoryRules } from "@minqing/geodata/demo/city/history";
import type { Plane } from "@minqing/geodata/demo/city/plane";
import { type CityCode, readSources } from "@minqing/geodata/demo/city/sources";
import { readRuleData, readStageLimits } from "@minqing/geodata/demo/seed/rule-data";

export const ANCHOR = new Date("2026-09-11T07:42:00+08:00");
export const FAST = { seed: "test", densityScale: 0.02 } as const;

export const fastCity = (cityCode: CityCode): DemoCity => made(cityCode, FAST);

/** At the density of the demo: 1.2 s on an idle core. */
export const fullCity = (cityCode: CityCode): DemoCity => made(cityCode, { seed: "test", densityScale: 1 });

const cities = new Map<string, DemoCity>();

/** Files that run in one thread share it; nobody changes it. */
function made(cityCode: CityCode, options: { seed: string; densityScale: number }): DemoCity {
  const key = `${cityCode} ${options.densityScale}`;
  const city = cities.get(key) ?? makeDemoCity(readSources(cityCode), { cityCode, ...options });
  cities.set(key, city);
  return city;
}

/** The rules of the demo city, for its history. */
export function historyRules(plane: Plane): HistoryRules {
  const rules = readRuleData();
  return { plane, ...rules.categories, limits: readStageLimits(rules) };
}
