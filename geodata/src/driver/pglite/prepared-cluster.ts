// The committed archive of an empty cluster with PostGIS: a new embedded database is unpacked instead of being made by
// initdb and CREATE EXTENSION (0.7 s instead of 9 s of one core). docs/adr/0018-prepared-database.md
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { zstdDecompress } from "node:zlib";
import { z } from "zod";

export const PREPARED_FOLDER = fileURLToPath(new URL("../../../prepared/", import.meta.url));
export const ARCHIVE_FILE = "empty-cluster.tar.zst";
export const MANIFEST_FILE = "empty-cluster.json";

/** What the archive was made with. The first three must fit this installation. */
export const Manifest = z.object({
  /** Version of @electric-sql/pglite. */
  pglite: z.string(),
  /** Version of @electric-sql/pglite-postgis. */
  pglitePostgis: z.string(),
  /** Its major version must be the same. */
  node: z.string(),
  postgres: z.string(),
  postgis: z.string(),
  /** SHA-256 of the archive, hexadecimal. */
  sha256: z.string(),
});
export type Manifest = z.infer<typeof Manifest>;

export type InstalledVersions = Pick<Manifest, "pglite" | "pglitePostgis" | "node">;

/** `issue`: why the archive cannot be used, with expected and got. */
export type PreparedCluster = { tar: Uint8Array; issue: null } | { tar: null; issue: string };

export async function readPreparedCluster(folder: string = PREPARED_FOLDER): Promise<PreparedCluster> {
  try {
    const manifest = Manifest.parse(JSON.parse(await readFile(folder + MANIFEST_FILE, "utf8")));
    const archive = await readFile(folder + ARCHIVE_FILE);
    const issue = manifestIssue(manifest, await installedVersions()) ?? archiveIssue(manifest, archive);
    return issue === null ? { tar: await promisify(zstdDecompress)(archive), issue } : { tar: null, issue };
  } catch (fault) {
    return { tar: null, issue: fault instanceof Error ? fault.message : String(fault) };
  }
}

/** Null when a cluster made with the manifest's versions is the one that this installation would make. */
export function manifestIssue(manifest: Manifest, installed: InstalledVersions): string | null {
  if (manifest.pglite !== installed.pglite) return difference("PGlite", manifest.pglite, installed.pglite);
  if (manifest.pglitePostgis !== installed.pglitePostgis) {
    return difference("pglite-postgis", manifest.pglitePostgis, installed.pglitePostgis);
  }
  const [expected, got] = [majorOf(manifest.node), majorOf(installed.node)];
  return expected === got ? null : difference("Node", expected, got);
}

const majorOf = (version: string): string => version.split(".")[0] ?? "";

const difference = (what: string, expected: string, got: string): string =>
  `expected ${what} ${expected}, with which it was made, got ${got}`;

function archiveIssue({ sha256 }: Manifest, archive: Uint8Array): string | null {
  const got = createHash("sha256").update(archive).digest("hex");
  return got === sha256 ? null : `expected ${ARCHIVE_FILE} with SHA-256 ${sha256}, got ${got}`;
}

export async function installedVersions(): Promise<InstalledVersions> {
  const [pglite, pglitePostgis] = await Promise.all([
    versionOf("@electric-sql/pglite"),
    versionOf("@electric-sql/pglite-postgis"),
  ]);
  return { pglite, pglitePostgis, node: process.versions.node };
}

/** The packages do not export their package.json; it lies above the file that they export. */
async function versionOf(name: string): Promise<string> {
  const file = new URL("../package.json", import.meta.resolve(name));
  return z.object({ version: z.string() }).parse(JSON.parse(await readFile(file, "utf8"))).version;
}
