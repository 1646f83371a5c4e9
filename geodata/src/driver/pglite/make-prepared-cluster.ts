// Makes the prepared cluster anew: `npm run geodata -- prepare`, after an upgrade of PGlite, PostGIS or Node's major version.
import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { promisify } from "node:util";
import { constants, zstdCompress } from "node:zlib";
import { sql } from "../../sql.ts";
import { PgliteDatabase } from "./pglite-database.ts";
import { ARCHIVE_FILE, installedVersions, MANIFEST_FILE, Manifest, PREPARED_FOLDER } from "./prepared-cluster.ts";

/**
 * The three databases of a new cluster hold the same pages some megabytes apart: long-distance matching finds them.
 * 48 MB become 1.3 MB; gzip -9 leaves 3.8 MB. A window above 8 MB saves a tenth and doubles the time of reading.
 */
const ZSTD_PARAMS = {
  [constants.ZSTD_c_compressionLevel]: 19,
  [constants.ZSTD_c_enableLongDistanceMatching]: 1,
  [constants.ZSTD_c_windowLog]: 23,
};

export async function makePreparedCluster(folder: string = PREPARED_FOLDER): Promise<Manifest> {
  const database = await PgliteDatabase.open({ folder: null, origin: "initdb" });
  try {
    await shortenWal(database);
    const archive = await promisify(zstdCompress)(await database.dump("none"), { params: ZSTD_PARAMS });
    const sha256 = createHash("sha256").update(archive).digest("hex");
    const manifest = Manifest.parse({ ...(await installedVersions()), ...(await serverVersions(database)), sha256 });
    await mkdir(folder, { recursive: true });
    await writeFile(folder + ARCHIVE_FILE, archive);
    await writeFile(folder + MANIFEST_FILE, `${JSON.stringify(manifest, null, 2)}\n`);
    return manifest;
  } finally {
    await database.close();
  }
}

/** Leaves one segment of zeros but for one checkpoint; recycled segments would hold 5 MB that nothing reads. */
async function shortenWal(database: PgliteDatabase): Promise<void> {
  for (const step of ["set wal_recycle = off", "checkpoint", "select pg_switch_wal()", "checkpoint"]) {
    await database.script(step);
  }
}

const serverVersions = (database: PgliteDatabase): Promise<Pick<Manifest, "postgres" | "postgis">> =>
  database.one(
    sql`select current_setting('server_version') as postgres, postgis_lib_version() as postgis`,
    Manifest.pick({ postgres: true, postgis: true }),
  );
