// The database's state that detection needs: newest instants, threshold states, open silence alarms. Changed only after
// COMMIT; read again after a failed transaction or with a new lease.
import type { ThresholdState } from "@minqing/core/alarm/threshold";
import type { Executor } from "@minqing/geodata/database";
import {
  readLatest,
  readLatestPositions,
  readOfflineDevices,
  readOpenAlarms,
  readRecentRaises,
  readRuleStates,
} from "@minqing/geodata/ingest/state-queries";
import { GATEWAY_RULE } from "../alarm/hearing.ts";
import { type Directory, ruleStateKey } from "../directory/directory.ts";

export interface Newest {
  observedAtMs: number;
  seq: number;
}

export class IngestCache {
  readonly latest = new Map<number, Newest>();
  readonly latestPositionMs = new Map<string, number>();
  readonly thresholds = new Map<string, ThresholdState>();
  /** Rules whose silence alarm is open, by thing. */
  readonly silent = new Map<string, Set<string>>();
  readonly lastHeardMs = new Map<string, number>();
  /** Devices whose last status is offline. */
  readonly offline = new Set<string>();
  /** When the alarms of the last hour were raised, by thing; older ones are forgotten when they are read. */
  readonly #raisedMs = new Map<string, number[]>();
  /** Whether the alarm about the gateway itself is open. */
  isDeaf = false;

  async read(db: Executor, directory: Directory): Promise<void> {
    const [latest, positions, states, open] = [
      await readLatest(db),
      await readLatestPositions(db),
      await readRuleStates(db),
      await readOpenAlarms(db),
    ];
    const offline = await readOfflineDevices(db);
    const raises = await readRecentRaises(db);
    this.latest.clear();
    this.offline.clear();
    this.#raisedMs.clear();
    for (const { id } of offline) this.offline.add(id);
    for (const { thingId, createdAt } of raises) this.addRaise(thingId, createdAt.getTime());
    this.latestPositionMs.clear();
    this.thresholds.clear();
    this.silent.clear();
    const thingOf = new Map<number, string>();
    for (const thing of directory.things.values()) {
      for (const stream of thing.streams.values()) thingOf.set(stream.id, thing.id);
    }
    for (const row of latest) {
      this.latest.set(row.datastreamId, { observedAtMs: row.observedAt.getTime(), seq: row.seq });
      this.setHeard(thingOf.get(row.datastreamId), row.receivedAt.getTime());
    }
    for (const row of positions) {
      this.latestPositionMs.set(row.thingId, row.observedAt.getTime());
      this.setHeard(row.thingId, row.receivedAt.getTime());
    }
    for (const { ruleId, subjectId, state } of states) this.thresholds.set(ruleStateKey(ruleId, subjectId), state);
    this.isDeaf = open.some(({ ruleId }) => ruleId === GATEWAY_RULE);
    const silenceRules = new Set(directory.silenceRules.map((rule) => rule.id));
    for (const { ruleId, subjectId } of open) if (silenceRules.has(ruleId)) this.setSilent(subjectId, ruleId);
  }

  setHeard(thingId: string | undefined, atMs: number): void {
    if (thingId !== undefined && atMs > (this.lastHeardMs.get(thingId) ?? 0)) this.lastHeardMs.set(thingId, atMs);
  }

  addRaise(thingId: string, atMs: number): void {
    this.#raisedMs.set(thingId, [...(this.#raisedMs.get(thingId) ?? []), atMs]);
  }

  /** Number of alarms of the thing raised since an instant. */
  raisedSince(thingId: string, sinceMs: number): number {
    const known = this.#raisedMs.get(thingId);
    if (known === undefined) return 0;
    const recent = known.filter((atMs) => atMs > sinceMs);
    this.#raisedMs.set(thingId, recent);
    return recent.length;
  }

  setSilent(thingId: string, ruleId: string): void {
    const rules = this.silent.get(thingId);
    if (rules === undefined) this.silent.set(thingId, new Set([ruleId]));
    else rules.add(ruleId);
  }
}
