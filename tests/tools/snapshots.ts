// What is committed as a snapshot and what the program makes of it now: the schema of the database and the contract of
// the server. A change of either shows in the diff of a change request.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cityByCode } from "@minqing/core/city/city";
import type { Database } from "@minqing/geodata/database";
import { migrateDatabase } from "@minqing/geodata/migration/migrate";
import { openDatabase } from "@minqing/geodata/open-database";
import { SNAPSHOT_FILE, schemaSnapshot } from "@minqing/geodata/migration/schema-dump";
import { createApi } from "@minqing/server/api";
import { createContext } from "@minqing/server/open-server";
import { openapiDocument } from "@minqing/server/openapi-document";
import pino from "pino";

export interface Snapshot {
  file: string;
  text: string;
}

const OPENAPI_FILE = join(import.meta.dirname, "../../server/openapi.json");

/** Made from an embedded database that is migrated from nothing. */
export async function makeSnapshots(): Promise<Snapshot[]> {
  const dataDir = await mkdtemp(join(tmpdir(), "minqing-snapshot-"));
  try {
    const database = await openDatabase({ dataDir });
    try {
      await migrateDatabase({ dataDir }, database);
      return [
        { file: SNAPSHOT_FILE, text: await schemaSnapshot(database) },
        { file: OPENAPI_FILE, text: openapiText(database) },
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

/** Null when the file holds the text; otherwise the lines that differ, at most some. */
export async function differenceOf({ file, text }: Snapshot): Promise<string | null> {
  const committed = await readFile(file, "utf8").catch(() => "");
  if (committed === text) return null;
  const [before, after] = [new Set(committed.split("\n")), new Set(text.split("\n"))];
  const gone = [...before].filter((line) => !after.has(line)).map((line) => `- ${line}`);
  const come = [...after].filter((line) => !before.has(line)).map((line) => `+ ${line}`);
  const lines = [...gone, ...come];
  return [...lines.slice(0, MOST_LINES), ...(lines.length > MOST_LINES ? [`… ${lines.length} lines`] : [])].join("\n");
}

const MOST_LINES = 40;

export const writeSnapshot = ({ file, text }: Snapshot): Promise<void> => writeFile(file, text);
