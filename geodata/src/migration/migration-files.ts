// The numbered SQL files of a folder, in order: 0001_spine.sql, 0002_….sql, without gaps.
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

export interface MigrationFile {
  readonly version: number;
  readonly name: string;
  readonly sha256: string;
  readonly text: string;
}

export const MIGRATIONS_FOLDER = fileURLToPath(new URL("../../migrations", import.meta.url));

export async function readMigrations(folder: string = MIGRATIONS_FOLDER): Promise<MigrationFile[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".sql")).sort();
  if (names.length === 0) throw new Error(`expected migrations in ${folder}, got none`);
  return Promise.all(names.map((name, i) => readMigration(folder, name, i + 1)));
}

async function readMigration(folder: string, name: string, version: number): Promise<MigrationFile> {
  const expected = String(version).padStart(4, "0");
  if (!name.startsWith(`${expected}_`)) throw new Error(`expected migration ${expected}_….sql, got ${name}`);
  const text = await readFile(`${folder}/${name}`, "utf8");
  return { version, name, text, sha256: createHash("sha256").update(text).digest("hex") };
}
