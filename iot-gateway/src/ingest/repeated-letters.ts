// A message that could not be used comes again when its sender lost our acknowledgement, or when we lost the database's:
// its dead letter is there already. Only what may have come before is looked for: the same broken bytes sent anew are news.
import type { Executor } from "@minqing/geodata/database";
import { deadLettersOf } from "@minqing/geodata/ingest/queries";
import type { DeadLetterRow } from "@minqing/geodata/ingest/rows";

/** Longer than a device or a broker keeps a message without acknowledgement after a reconnection. */
const MEMORY_MS = 86_400_000;

const keyOf = (row: Pick<DeadLetterRow, "deviceId" | "topic" | "reason">, sha256: string) =>
  `${row.deviceId ?? ""} ${row.topic} ${row.reason} ${sha256}`;

export interface Letter {
  row: DeadLetterRow;
  isRepetition: boolean;
}

/** Those that are not in the database yet. */
export async function newLetters(tx: Executor, letters: readonly Letter[]): Promise<DeadLetterRow[]> {
  const again = letters.filter((letter) => letter.isRepetition).map(({ row }) => row);
  if (again.length === 0) return letters.map(({ row }) => row);
  const sinceMs = Math.min(...again.map((row) => row.receivedAtMs)) - MEMORY_MS;
  const hashes = [...new Map(again.map((row) => [row.payloadSha256.toString("hex"), row.payloadSha256])).values()];
  const known = new Set((await deadLettersOf(tx, hashes, sinceMs)).map((row) => keyOf(row, row.sha256)));
  return letters.flatMap(({ row, isRepetition }) => {
    const key = keyOf(row, row.payloadSha256.toString("hex"));
    if (isRepetition && known.has(key)) return [];
    known.add(key);
    return [row];
  });
}
