// The schema as sorted text, the same from both drivers: the result of the migrations, committed and compared.
// Daily partitions are left out: they change with time.
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import type { Database } from "../database.ts";
import { schemaLines } from "./schema-dump-queries.ts";

export const SCHEMA_FILE = fileURLToPath(new URL("../../schema.txt", import.meta.url));

export async function schemaDump(database: Database): Promise<string> {
  const rows = await database.query(schemaLines, z.object({ line: z.string() }));
  // Sorted here: the two servers may sort text by different rules.
  return `${rows
    .map(({ line }) => line)
    .sort()
    .join("\n")}\n`;
}

/** Null if the committed dump equals the database's schema; otherwise the differences, line by line. */
export async function checkSchemaDump(database: Database, file: string = SCHEMA_FILE): Promise<string | null> {
  const got = await schemaDump(database);
  const expected = await readFile(file, "utf8").catch(() => "");
  return got === expected ? null : difference(expected.split("\n"), got.split("\n"));
}

export async function writeSchemaDump(database: Database, file: string = SCHEMA_FILE): Promise<void> {
  await writeFile(file, await schemaDump(database));
}

function difference(expected: string[], got: string[]): string {
  const missing = expected.filter((line) => !got.includes(line)).map((line) => `- ${line}`);
  const added = got.filter((line) => !expected.includes(line)).map((line) => `+ ${line}`);
  return [...missing, ...added].join("\n");
}
