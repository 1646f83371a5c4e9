// When the committed archive of an empty cluster is used, and why not.
import { copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  ARCHIVE_FILE,
  MANIFEST_FILE,
  Manifest,
  manifestIssue,
  PREPARED_FOLDER,
  readPreparedCluster,
} from "@minqing/geodata/driver/pglite/prepared-cluster";
import { expect, onTestFinished, test } from "vitest";

const MANIFEST = Manifest.parse(JSON.parse(await readFile(PREPARED_FOLDER + MANIFEST_FILE, "utf8")));

async function copiedFolder(): Promise<string> {
  const folder = `${await mkdtemp(join(tmpdir(), "minqing-prepared-"))}/`;
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const file of [MANIFEST_FILE, ARCHIVE_FILE]) await copyFile(PREPARED_FOLDER + file, folder + file);
  return folder;
}

test("the committed archive fits the locked packages; after an upgrade: npm run geodata -- prepare", async () => {
  const { issue, tar } = await readPreparedCluster();
  expect(issue).toBeNull();
  // [POSIX.1-1988] A tar archive names its format at byte 257.
  expect(Buffer.from(tar ?? []).toString("latin1", 257, 262)).toBe("ustar");
});

test("another version of PGlite, of PostGIS's package or of Node's major line does not fit", () => {
  expect(manifestIssue(MANIFEST, { ...MANIFEST, pglite: "9.9.9" })).toBe(
    `expected PGlite ${MANIFEST.pglite}, with which it was made, got 9.9.9`,
  );
  expect(manifestIssue(MANIFEST, { ...MANIFEST, pglitePostgis: "9.9.9" })).toContain("got 9.9.9");
  expect(manifestIssue(MANIFEST, { ...MANIFEST, node: "99.0.0" })).toContain("got 99");
  const major = MANIFEST.node.split(".")[0];
  expect(manifestIssue(MANIFEST, { ...MANIFEST, node: `${major}.999.0` })).toBeNull();
});

test("a damaged archive, a manifest of another form and an empty folder are issues, not faults", async () => {
  const folder = await copiedFolder();
  await writeFile(folder + ARCHIVE_FILE, "half");
  expect((await readPreparedCluster(folder)).issue).toContain(`SHA-256 ${MANIFEST.sha256}, got `);
  await writeFile(folder + MANIFEST_FILE, "{}");
  expect((await readPreparedCluster(folder)).issue).toContain("sha256");
  expect((await readPreparedCluster(`${folder}none/`)).issue).toContain("ENOENT");
});
