// Whether a device is online: what it says itself, and its data. Data after `offline` proves that it is there: the will of an
// older connection arrives after the next one was opened.
import type { StatusRow } from "@minqing/geodata/ingest/rows";
import type { Draft } from "./draft.ts";
import type { IngestCache } from "./ingest-cache.ts";

const hasData = ({ observations, positions, detection }: Draft): boolean =>
  observations.length > 0 || positions.length > 0 || detection !== null;

/** The changed statuses of a batch, at most one for each device. */
export function changedStatuses(drafts: readonly Draft[], cache: IngestCache): StatusRow[] {
  const statuses = new Map<string, StatusRow>();
  for (const draft of drafts) {
    const { deviceId, status, message } = draft;
    if (deviceId === null) continue;
    const known = statuses.get(deviceId)?.status ?? (cache.offline.has(deviceId) ? "offline" : null);
    const next = status ?? (known === "offline" && hasData(draft) ? "online" : null);
    if (next !== null) statuses.set(deviceId, { deviceId, status: next, atMs: message.receivedAtMs });
  }
  return [...statuses.values()];
}
