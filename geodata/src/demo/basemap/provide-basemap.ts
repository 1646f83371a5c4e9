// Provides the basemap on disk: writes it if it is absent or was made with other options.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { CityOptions } from "../city/demo-city.ts";
import { lazyDemoCity } from "../city/lazy-demo-city.ts";
import { writeBasemap } from "./write-basemap.ts";

/** Returns the folder that holds one folder per city. */
export async function provideBasemap(
  options: CityOptions,
  dataDir: string,
  makeCity = lazyDemoCity(options),
): Promise<string> {
  const folder = join(dataDir, "basemap");
  const stamp = join(folder, options.cityCode, "made-from.json");
  const requested = JSON.stringify(options);
  const made = await readFile(stamp, "utf8").catch(() => null);
  if (made !== requested) {
    await writeBasemap(makeCity(), dataDir);
    await writeFile(stamp, requested);
  }
  return folder;
}
