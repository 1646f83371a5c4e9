// Makes the simulated world of a scenario: the sky above the river gauges, and the tide.
import type { CityLists } from "./city-lists.ts";
import type { SimConfig } from "./config.ts";
import { openTide } from "./river/tide.ts";
import { Sky } from "./weather/sky.ts";
import { WEATHER_SCRIPTS } from "./weather/weather-script.ts";
import type { World } from "./world.ts";

export function openWorld(config: SimConfig, { things }: Pick<CityLists, "things">): World {
  const { seed, scenario } = config;
  const startMs = Date.now();
  const places = things.flatMap(({ kind, position }) =>
    kind === "river_level" && position !== null ? [position] : [],
  );
  const anywhere = things.flatMap(({ position }) => (position === null ? [] : [position]));
  const script = scenario === "rush-hour" ? WEATHER_SCRIPTS.calm : WEATHER_SCRIPTS[scenario];
  const sky = new Sky({ seed, script, places: places.length > 0 ? places : anywhere, startMs });
  return { seed, scenario, startMs, sky, tide: openTide() };
}
