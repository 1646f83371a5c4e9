// A simulated world with weather over one place, for tests.
import type { Position } from "@minqing/core/geo/position";
import { Sky } from "@minqing/sims/weather/sky";
import { WEATHER_SCRIPTS } from "@minqing/sims/weather/weather-script";
import type { World } from "@minqing/sims/world";

export const START_MS = Date.parse("2026-09-11T06:00:00Z");
export const MINUTE_MS = 60_000;
export const PLACE: Position = [115.4, 22.9];

export function worldWith(scenario: World["scenario"], seed = "test", places: readonly Position[] = [PLACE]): World {
  const script = scenario === "rush-hour" ? WEATHER_SCRIPTS.calm : WEATHER_SCRIPTS[scenario];
  return {
    seed,
    scenario,
    startMs: START_MS,
    tide: () => 0,
    sky: new Sky({ seed, script, places, startMs: START_MS }),
  };
}
