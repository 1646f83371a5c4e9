// A dump of a migrated embedded database, made once per migrations and cached: opening from it saves each test file the
// migrations (1.4 s).
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { zstdCompressSync, zstdDecompressSync } from "node:zlib";
import type { Database } from "@minqing/geodata/database";
import { PgliteDatabase } from "@minqing/geodata/driver/pglite/pglite-database";
import { MANIFEST_FILE, PREPARED_FOLDER } from "@minqing/geodata/driver/pglite/prepared-cluster";
import type { Origin } from "@minqing/geodata/driver/pglite/wire";
import { migrate } from "@minqing/geodata/migration/migrate";
import type { MigrationFile } from "@minqing/geodata/migration/migration-files";
import type { Filling } from "./filling.ts";

const FOLDER = fileURLToPath(new URL("../../node_modules/.cache/minqing/", import.meta.url));

/** Without migrations: the program's own prepared cluster. */
export async function preparedDump(files: MigrationFile[]): Promise<Origin> {
  if (files.length === 0) return "prepared";
  const hash = createHash("sha256").update(files.map(({ sha256 }) => sha256).join());
  hash.update(await readFile(PREPARED_FOLDER + MANIFEST_FILE));
  const name = `pglite-migrated-${hash.digest("hex").slice(0, 16)}.tar.zst`;
  return (await readDump(FOLDER + name)) ?? makeMigrated(name);
}

async function makeMigrated(name: string): Promise<Origin> {
  await mkdir(FOLDER, { recursive: true });
  // Another process may be writing the same one.
  const isOld = (file: string) => file.startsWith("pglite-") && !file.startsWith(name);
  for (const file of await readdir(FOLDER)) if (isOld(file)) await rm(FOLDER + file, { force: true });
  return makeDump(FOLDER + name, "prepared", migrate);
}

/** Cached in the run's own folder. Two that need it at once both make it: the later one overwrites the same. */
export async function filledDump(files: MigrationFile[], { name, fill }: Filling): Promise<Origin> {
  const path = join(tmpdir(), `pglite-${name}.tar.zst`);
  return (await readDump(path)) ?? makeDump(path, await preparedDump(files), fill);
}

async function makeDump(path: string, origin: Origin, fill: (db: Database) => Promise<unknown>): Promise<Uint8Array> {
  const database = await PgliteDatabase.open({ folder: null, origin });
  await fill(database);
  const dump = await database.dump("none");
  await database.close();
  // Under another name until it is whole.
  await writeFile(`${path}.${process.pid}`, zstdCompressSync(dump));
  await rename(`${path}.${process.pid}`, path);
  return dump;
}

async function readDump(path: string): Promise<Uint8Array | null> {
  const archive = await readFile(path).catch(() => null);
  return archive === null ? null : zstdDecompressSync(archive);
}
