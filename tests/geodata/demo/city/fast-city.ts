// The demo city at low density for tests, and at full density.
import { type DemoCity, makeDemoCity } from "@minqing/geodata/demo/city/demo-city";
import { type CityCode, readSources } from "@minqing/geodata/demo/city/sources";

export const ANCHOR = new Date("2026-09-11T07:42:00+08:00");
export const FAST = { seed: "test", densityScale: 0.02 } as const;

export const fastCity = (cityCode: CityCode): DemoCity => makeDemoCity(readSources(cityCode), { cityCode, ...FAST });

/** At the density of the demo: 1.2 s on an idle core. */
export const fullCity = (cityCode: CityCode): DemoCity =>
  makeDemoCity(readSources(cityCode), { cityCode, seed: "test", densityScale: 1 });
