// A PostgreSQL cluster with the demo city, as an installation would have it: durable, an owner role, an application role.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import type { DemoDevice } from "@minqing/core/access/demo";
import { provideDemoDevices } from "@minqing/geodata/demo/device/demo-devices";
import { seedDemoCity } from "@minqing/geodata/demo/seed/seed-demo-city";
import { migrateDatabase } from "@minqing/geodata/migration/migrate";
import { asOwner, type DatabaseSettings, openDatabase } from "@minqing/geodata/open-database";
import { startPostgres } from "../services/postgres.ts";
import { liftDeviceLimits } from "./unlimited-devices.ts";

const ROLE_PASSWORD = "bench";

export interface EmptyDatabase {
  readonly settings: DatabaseSettings & { url: string; ownerUrl: string };
  stop(): Promise<void>;
}

export interface CityDatabase extends EmptyDatabase {
  readonly devices: DemoDevice[];
}

/** Roles, database and PostGIS, as an administrator prepares them. fsync stays on. */
export async function startEmptyDatabase(): Promise<EmptyDatabase> {
  const cluster = await startPostgres({ settings: { shared_buffers: "1GB", max_wal_size: "4GB" } });
  const psql = (database: string, text: string) => {
    const url = new URL(cluster.url);
    url.pathname = `/${database}`;
    const args = ["-XAtq", "-v", "ON_ERROR_STOP=1", "-d", url.href, "-c", text];
    execFileSync(join(cluster.binDir, "psql"), args, { stdio: ["ignore", "ignore", "inherit"] });
  };
  for (const role of ["minqing_owner", "minqing_app"]) {
    psql("postgres", `create role ${role} login password '${ROLE_PASSWORD}'`);
  }
  psql("postgres", "create database minqing owner minqing_owner");
  psql("minqing", "create extension postgis");
  const settings = { url: address(cluster.url, "minqing_app"), ownerUrl: address(cluster.url, "minqing_owner") };
  return { settings, stop: () => cluster.stop() };
}

/** The same with the schema and the demo city; the devices' credentials go to `dataDir`. */
export async function startCityDatabase(dataDir: string): Promise<CityDatabase> {
  const empty = await startEmptyDatabase();
  return { ...empty, devices: await fill(empty.settings, dataDir) };
}

async function fill(settings: CityDatabase["settings"], dataDir: string): Promise<DemoDevice[]> {
  const database = await openDatabase(settings);
  try {
    await migrateDatabase(settings, database);
    await asOwner(settings, database, async (owner) => {
      await seedDemoCity(owner, { cityCode: "441500", seed: "bench", densityScale: 1, anchor: new Date() });
      await liftDeviceLimits(owner);
    });
    return await provideDemoDevices(database, dataDir);
  } finally {
    await database.close();
  }
}

function address(superuser: string, role: string): string {
  const url = new URL(superuser);
  url.username = role;
  url.password = ROLE_PASSWORD;
  url.pathname = "/minqing";
  return url.href;
}
