// Reads the board of one scope: rows and cursor of the same instant.
import type { Scope } from "@minqing/core/access/scope";
import type { BoardSnapshot } from "@minqing/core/change/board";
import { alarmsOnBoard } from "@minqing/geodata/alarm/queries";
import { casesOnBoard } from "@minqing/geodata/case/view-queries";
import { readSnapshot } from "@minqing/geodata/change/snapshot";
import type { Database } from "@minqing/geodata/database";
import { detectionsOnBoard } from "@minqing/geodata/detection/queries";
import { warningsOnBoard } from "@minqing/geodata/warning/queries";

/** `key` is the board's key for this scope. */
export async function boardSnapshot(
  db: Database,
  { scope, key, now }: { scope: Scope; key: string; now: Date },
): Promise<BoardSnapshot> {
  const { cursor, value } = await readSnapshot(db, async (tx) => ({
    cases: await casesOnBoard(tx, scope),
    alarms: await alarmsOnBoard(tx, scope),
    warnings: await warningsOnBoard(tx, scope),
    detections: await detectionsOnBoard(tx, scope),
  }));
  return { cursor, scopeKey: key, at: now.toISOString(), ...value };
}
