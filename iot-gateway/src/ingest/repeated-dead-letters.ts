// An unusable message is repeated when its sender lost our acknowledgement, or when we lost the database's answer: then its
// dead letter is stored already. Only possible repetitions are compared: the same bytes sent anew are a new dead letter.
import type { Executor } from "@minqing/geodata/database";
import { deadLettersOf } from "@minqing/geodata/ingest/queries";
import type { DeadLetterRow } from "@minqing/geodata/ingest/rows";

/** Longer than a device or a broker holds an unacknowledged message after a reconnection. */
const REPEATS_WITHIN_MS = 86_400_000;

const keyOf = (row: Pick<DeadLetterRow, "deviceId" | "topic" | "reason">, sha256: string) =>
  `${row.deviceId ?? ""} ${row.topic} ${row.reason} ${sha256}`;

export interface DeadLetterCandidate {
  row: DeadLetterRow;
  isRepetition: boolean;
}

/** Returns the dead letters that are not in the database yet. */
export async function newDeadLetters(
  tx: Executor,
  candidates: readonly DeadLetterCandidate[],
): Promise<DeadLetterRow[]> {
  const again = candidates.filter((candidate) => candidate.isRepetition).map(({ row }) => row);
  if (again.length === 0) return candidates.map(({ row }) => row);
  const sinceMs = Math.min(...again.map((row) => row.receivedAtMs)) - REPEATS_WITHIN_MS;
  const hashes = [...new Map(again.map((row) => [row.payloadSha256.toString("hex"), row.payloadSha256])).values()];
  const known = new Set((await deadLettersOf(tx, hashes, sinceMs)).map((row) => keyOf(row, row.sha256)));
  return candidates.flatMap(({ row, isRepetition }) => {
    const key = keyOf(row, row.payloadSha256.toString("hex"));
    if (isRepetition && known.has(key)) return [];
    known.add(key);
    return [row];
  });
}
