// The command line of the audit trail: verify an export offline, export, show the public key.
import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { userInfo } from "node:os";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { parseArgs } from "node:util";
import { doneBy } from "@minqing/core/audit/event";
import { parseSettings, type Settings } from "@minqing/core/settings/settings";
import { writeAudit } from "@minqing/geodata/audit/queries";
import { databaseSettings } from "@minqing/geodata/database-settings";
import { openDatabase } from "@minqing/geodata/open-database";
import { z } from "zod";
import { exportText } from "./export.ts";
import { type AuditKey, demoKeyFile, provideAuditKey } from "./key.ts";
import { SYSTEM } from "./retention.ts";
import { verifyExport } from "./verify-export.ts";

const USAGE = `usage: npm run audit -- verify FILE [--anchor FILE] [--key PUBLIC.pem …]
       npm run audit -- export FILE [--since INSTANT] [--until INSTANT]
       npm run audit -- key`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    anchor: { type: "string" },
    key: { type: "string", multiple: true },
    since: { type: "string" },
    until: { type: "string" },
  },
});

async function verify(file: string): Promise<void> {
  const keys = await Promise.all((values.key ?? []).map((path) => readFile(path, "utf8")));
  const anchor = values.anchor === undefined ? [] : (await readFile(values.anchor, "utf8")).split("\n");
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY });
  const { checked, position, signed, unproven, anchored } = await verifyExport(lines, { keys, anchor });
  console.log(
    `${file}: ${checked} rows agree, up to position ${position}; ${signed} signatures are right, ` +
      `${unproven} heads are unproven, ${anchored} heads of the anchor agree`,
  );
  if (keys.length === 0) console.log("the key came from the export itself: name a trusted one with --key");
}

/** The demo's own where the settings name none. */
function keyOf(settings: Settings): Promise<AuditKey | null> {
  const demo = demoKeyFile(settings.DATA_DIR);
  const AUDIT_KEY_FILE = settings.AUDIT_KEY_FILE ?? (existsSync(demo) ? demo : undefined);
  return provideAuditKey({ ...settings, DEMO: false, AUDIT_KEY_FILE });
}

const Instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

async function exportTo(file: string): Promise<void> {
  const settings = parseSettings(process.env);
  const [since = null, until = null] = [values.since, values.until].map((text) => Instant.optional().parse(text));
  const key = await keyOf(settings);
  const db = await openDatabase(databaseSettings(settings));
  try {
    const at = new Date();
    const detail = { since: values.since ?? null, until: values.until ?? null, by: userInfo().username };
    await writeAudit(db, doneBy(SYSTEM, at, { action: "audit.export", detail }));
    const text = exportText(db, { at, since, until, key });
    await pipeline(Readable.from(text), createWriteStream(file, { mode: 0o600 }));
  } finally {
    await db.close();
  }
}

async function showKey(): Promise<void> {
  const key = await keyOf(parseSettings(process.env));
  if (key === null) throw new Error("expected AUDIT_KEY_FILE, got none: the chain runs unsigned");
  process.stdout.write(key.publicPem);
}

const [name = "", file = ""] = positionals;
try {
  if (name === "verify" && file !== "") await verify(file);
  else if (name === "export" && file !== "") await exportTo(file);
  else if (name === "key") await showKey();
  else throw new Error(USAGE);
} catch (fault) {
  console.error(`audit: ${fault instanceof Error ? fault.message : fault}`);
  process.exit(1);
}
