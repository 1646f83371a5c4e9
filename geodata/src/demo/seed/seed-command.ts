// The command `seed`: migrates the configured database, fills it with the configured demo city, and prints what it
// wrote.
import type { Settings } from "@minqing/core/settings/settings";
import type { Database } from "../../database.ts";
import { databaseSettings } from "../../database-settings.ts";
import { migrateDatabase } from "../../migration/migrate.ts";
import { asOwner } from "../../open-database.ts";
import { isDemoCity } from "../city/sources.ts";
import { DEMO_SEED, seedDemoCity } from "./seed-demo-city.ts";

export async function runSeed(settings: Settings, database: Database, now: Date): Promise<boolean> {
  const { CITY: cityCode, CITY_SCALE: densityScale } = settings;
  if (!isDemoCity(cityCode)) throw new Error(`expected CITY to be a demo city (441500, 440500), got ${cityCode}`);
  const connections = databaseSettings(settings);
  await migrateDatabase(connections, database);
  const { seeded, rows } = await asOwner(connections, database, (owner) =>
    seedDemoCity(owner, {
      cityCode,
      seed: DEMO_SEED,
      densityScale,
      anchor: now,
      onProgress: ({ step, share }) => console.log(`${String(Math.round(share * 100)).padStart(3)} % ${step}`),
    }),
  );
  const written = Object.entries(rows).map(([table, count]) => `${table} ${count}`);
  console.log(seeded ? `seeded ${cityCode}: ${written.join(", ")}` : `the database holds the demo city ${cityCode}`);
  return true;
}
