// Generated files that are committed: the database's schema, the server's API document and the page of acts, so that a
// change of any shows in a diff.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cityByCode } from "@minqing/core/city/city";
import type { Database } from "@minqing/geodata/database";
import { migrateDatabase } from "@minqing/geodata/migration/migrate";
import { SCHEMA_FILE, schemaDump } from "@minqing/geodata/migration/schema-dump";
import { openDatabase } from "@minqing/geodata/open-database";
import { createApi } from "@minqing/server/api";
import { createContext } from "@minqing/server/open-server";
import { openapiDocument } from "@minqing/server/openapi-document";
import pino from "pino";
import { caseActsPage } from "./case-acts-page.ts";

export interface GeneratedFile {
  file: string;
  text: string;
}

const OPENAPI_FILE = join(import.meta.dirname, "../../server/openapi.json");
const ACTS_FILE = join(import.meta.dirname, "../../docs/case-acts.md");

/** Generates the files from a newly migrated embedded database. */
export async function makeGeneratedFiles(): Promise<GeneratedFile[]> {
  const dataDir = await mkdtemp(join(tmpdir(), "minqing-generated-"));
  try {
    const database = await openDatabase({ dataDir });
    try {
      await migrateDatabase({ dataDir }, database);
      return [
        { file: SCHEMA_FILE, text: await schemaDump(database) },
        { file: OPENAPI_FILE, text: openapiText(database) },
        { file: ACTS_FILE, text: caseActsPage() },
      ];
    } finally {
      await database.close();
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

function openapiText(db: Database): string {
  const log = pino({ level: "silent" });
  const context = createContext({ db, log, city: cityByCode("441500"), demo: true, secret: "s".repeat(32) });
  return `${JSON.stringify(openapiDocument(createApi(context)), null, 2)}\n`;
}

/** Null when the file has the text; otherwise the first lines that differ. */
export async function differenceOf({ file, text }: GeneratedFile): Promise<string | null> {
  const committed = await readFile(file, "utf8").catch(() => "");
  if (committed === text) return null;
  const [before, after] = [new Set(committed.split("\n")), new Set(text.split("\n"))];
  const removed = [...before].filter((line) => !after.has(line)).map((line) => `- ${line}`);
  const added = [...after].filter((line) => !before.has(line)).map((line) => `+ ${line}`);
  const lines = [...removed, ...added];
  return [...lines.slice(0, MAX_LINES), ...(lines.length > MAX_LINES ? [`… ${lines.length} lines`] : [])].join("\n");
}

const MAX_LINES = 40;

export const writeGeneratedFile = ({ file, text }: GeneratedFile): Promise<void> => writeFile(file, text);
