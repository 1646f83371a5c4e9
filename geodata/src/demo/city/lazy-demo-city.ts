// The demo city made once for all who need it: database and basemap are filled from the same one.
import { type CityOptions, type DemoCity, makeDemoCity } from "./demo-city.ts";
import { readSources } from "./sources.ts";

/** Returns a function that makes the city at its first call (1.5 s) and returns the same one from then on. */
export function lazyDemoCity(options: CityOptions): () => DemoCity {
  let city: DemoCity | null = null;
  return () => {
    city ??= makeDemoCity(readSources(options.cityCode), options);
    return city;
  };
}
