// Commands of the audit command line: verify an export offline, export, show the public key.

import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { userInfo } from "node:os";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { SYSTEM } from "@minqing/core/access/system";
import { doneBy } from "@minqing/core/audit/event";
import type { Settings } from "@minqing/core/settings/settings";
import { writeAudit } from "@minqing/geodata/audit/queries";
import { databaseSettings } from "@minqing/geodata/database-settings";
import { openDatabase } from "@minqing/geodata/open-database";
import { z } from "zod";
import { exportText } from "./export.ts";
import { type AuditKey, demoKeyFile, provideAuditKey } from "./key.ts";
import { verifyExport } from "./verify-export.ts";

/** Throws with the first row that does not match. `keys` and `anchor` are file names. */
export async function verifyFile(file: string, options: { keys: string[]; anchor: string | null }): Promise<void> {
  const keys = await Promise.all(options.keys.map((path) => readFile(path, "utf8")));
  const anchor = options.anchor === null ? [] : (await readFile(options.anchor, "utf8")).split("\n");
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY });
  const { checked, position, signed, unproven, anchored } = await verifyExport(lines, { keys, anchor });
  console.log(
    `${file}: ${checked} rows agree, up to position ${position}; ${signed} signatures are right, ` +
      `${unproven} heads are unproven, ${anchored} heads of the anchor agree`,
  );
  if (keys.length === 0) console.log("the key came from the export itself: name a trusted one with --key");
}

function instantOf(option: string, text: string | undefined): Date | null {
  if (text === undefined) return null;
  if (z.iso.datetime({ offset: true }).safeParse(text).success) return new Date(text);
  throw new Error(`expected ${option} as an instant of RFC 3339 (2026-03-01T00:00:00+08:00), got ${text}`);
}

/** Writes an audit row with the operating system's account that ran the export. */
export async function exportToFile(
  settings: Settings,
  file: string,
  period: { since: string | undefined; until: string | undefined },
): Promise<void> {
  const since = instantOf("--since", period.since);
  const until = instantOf("--until", period.until);
  const key = await keyOf(settings);
  const db = await openDatabase(databaseSettings(settings));
  try {
    const at = new Date();
    const detail = { since: period.since ?? null, until: period.until ?? null, by: userInfo().username };
    await writeAudit(db, doneBy(SYSTEM, at, { action: "audit.export", detail }));
    const text = exportText(db, { at, since, until, key });
    await pipeline(Readable.from(text), createWriteStream(file, { mode: 0o600 }));
  } finally {
    await db.close();
  }
}

export async function showKey(settings: Settings): Promise<void> {
  const key = await keyOf(settings);
  if (key === null) throw new Error("expected AUDIT_KEY_FILE, got none: the chain runs unsigned");
  process.stdout.write(key.publicPem);
}

/** The key of the settings, else the demo's key where there is one. */
function keyOf(settings: Settings): Promise<AuditKey | null> {
  const demo = demoKeyFile(settings.DATA_DIR);
  const AUDIT_KEY_FILE = settings.AUDIT_KEY_FILE ?? (existsSync(demo) ? demo : undefined);
  return provideAuditKey({ ...settings, DEMO: false, AUDIT_KEY_FILE });
}
