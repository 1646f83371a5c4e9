// `npm run check`: what is committed as a snapshot is what the program makes: the schema of the database.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrateDatabase } from "@minqing/geodata/migrate";
import { openDatabase } from "@minqing/geodata/open-database";
import { checkSnapshot } from "@minqing/geodata/schema-snapshot";

const faults: string[] = [];
const schema = await schemaDifference();
if (schema !== null) faults.push(`schema (write it with npm run geodata -- snapshot --write)\n${schema}`);
for (const fault of faults) console.error(`snapshots: differs: ${fault}`);
if (faults.length === 0) console.log("snapshots: the schema is what is committed");
process.exitCode = faults.length > 0 ? 1 : 0;

/** Migrates an embedded database from nothing. */
async function schemaDifference(): Promise<string | null> {
  const dataDir = await mkdtemp(join(tmpdir(), "minqing-snapshot-"));
  try {
    const database = await openDatabase({ dataDir });
    try {
      await migrateDatabase({ dataDir }, database);
      return await checkSnapshot(database);
    } finally {
      await database.close();
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}
