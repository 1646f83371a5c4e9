// Migrates a database up to a migration, for tests that fill it and then apply the rest.
import { copyFile, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Database } from "@minqing/geodata/database";
import { migrate } from "@minqing/geodata/migration/migrate";

const MIGRATIONS = join(import.meta.dirname, "../../../geodata/migrations");

/** `number` is the first migration that is left out, such as "0007". */
export async function migrateBefore(owner: Database, number: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "minqing-before-"));
  const earlier = (await readdir(MIGRATIONS)).filter((name) => name < number);
  for (const name of earlier) await copyFile(join(MIGRATIONS, name), join(folder, name));
  await migrate(owner, { folder });
  await rm(folder, { recursive: true });
}
