// The stages that every message passes, from either edge:
//   decode → validate → detect → write (one transaction) → acknowledge.
// One batch is written at a time, in the order of arrival, so that rule states and latest values follow each device's
// order; the next batch is decoded while the database works.
import { setTimeout as sleep } from "node:timers/promises";
import type { LiveBus } from "@minqing/core/live/bus";
import type { Database } from "@minqing/geodata/database";
import type { Logger } from "pino";
import type { Directory } from "./directory/directory.ts";
import { isDataError, messageOf, refusalOf } from "./ingest/data-error.ts";
import { decodeMessage } from "./ingest/decode.ts";
import { cappedDraft, type Draft, emptyDraft, senderOf, unusableDraft } from "./ingest/draft.ts";
import type { Gate } from "./ingest/gate.ts";
import type { IngestCache } from "./ingest/ingest-cache.ts";
import type { DeviceRejection } from "./ingest/ledger.ts";
import { MessageLimits } from "./ingest/message-limits.ts";
import { PictureReads } from "./ingest/read-pictures.ts";
import { liveBatch, updateCache, type Written, writeBatch } from "./ingest/write-batch.ts";
import type { InboundMessage } from "./message.ts";
import type { GatewayMetrics } from "./metrics.ts";

export interface PipelineOptions {
  db: Database;
  bus: Pick<LiveBus, "publish">;
  log: Logger;
  metrics: GatewayMetrics;
  gate: Gate;
  cache: IngestCache;
  directory: () => Directory;
  batchMessages: number;
  batchMs: number;
}

/** Limits a batch whose messages hold many values, so that one statement stays below some megabytes. */
const BATCH_ROWS = 20_000;
const DETECTION_WEIGHT = 500;

const MAX_WAITING_REJECTIONS = 10_000;
const FIRST_RETRY_MS = 50;
const MAX_RETRY_MS = 2_000;

export class Pipeline {
  readonly #options: PipelineOptions;
  #queue: Draft[] = [];
  #rejections: DeviceRejection[] = [];
  #timer: NodeJS.Timeout | undefined;
  #last: Promise<void> = Promise.resolve();
  #isDraining = false;
  #isClosed = false;
  /** The last write failed. */
  #isStalled = false;
  #isCacheValid = false;
  readonly #messageLimits = new MessageLimits();
  readonly #pictures = new PictureReads();

  constructor(options: PipelineOptions) {
    this.#options = options;
  }

  /** Number of messages that wait for their COMMIT. */
  get backlog(): number {
    return this.#queue.length;
  }

  receive(message: InboundMessage): void {
    const draft = this.#decode(message);
    this.#pictures.begin(draft);
    this.#queue.push(draft);
    this.#options.metrics.received.inc({ qos: message.qos });
    if (this.#queue.length >= this.#options.batchMessages) this.#drain();
    else this.#timer ??= setTimeout(() => this.#drain(), this.#options.batchMs);
  }

  /** Counts the rejection for its device with the next batch. */
  reject(rejection: DeviceRejection): void {
    this.#options.metrics.refused.inc();
    // They wait while the database is down. Beyond the limit only the metric counts them.
    if (this.#rejections.length < MAX_WAITING_REJECTIONS) this.#rejections.push(rejection);
    this.#timer ??= setTimeout(() => this.#drain(), this.#options.batchMs);
  }

  /** Runs `work` between two batches, never at the same time as one, with a valid cache. */
  runBetweenBatches(work: () => Promise<void>): Promise<void> {
    return this.#runInOrder(async () => {
      if (!this.#isCacheValid) await this.#reloadCache();
      await work();
    });
  }

  /** The cache may be older than the database: it is read again before the next write. */
  invalidateCache(): void {
    this.#isCacheValid = false;
  }

  #runInOrder(work: () => Promise<void>): Promise<void> {
    const result = this.#last.then(work);
    this.#last = result.then(
      () => undefined,
      () => undefined,
    );
    return result;
  }

  /** Drops messages that are not committed: their senders have no acknowledgement and send them again. */
  discard(): void {
    this.#queue = [];
    this.#pictures.clear();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.discard();
    // Work that waits at the gate then sees that the pipeline is closed.
    this.#options.gate.open();
    await this.#last;
  }

  #decode(message: InboundMessage): Draft {
    try {
      const directory = this.#options.directory();
      const verdict = this.#messageLimits.take(senderOf(message), message.receivedAtMs, directory.limits);
      return verdict === "allowed" ? decodeMessage(message, directory) : cappedDraft(message, verdict, directory);
    } catch (fault) {
      // A defect in a decoder must not crash the process: the next delivery of the message would crash it again.
      this.#options.log.error({ err: fault, topic: message.topic }, "a decoder failed");
      return unusableDraft(emptyDraft(message, message.username), { reason: "bad-shape", detail: messageOf(fault) });
    }
  }

  #drain(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#isDraining || this.#isClosed) return;
    this.#isDraining = true;
    void this.#runInOrder(async () => {
      await this.#options.gate.whenOpen();
      if (this.#isClosed) return;
      const batch = this.#nextBatch();
      await this.#pictures.finish(batch);
      await this.#write(batch);
    }).finally(() => {
      this.#isDraining = false;
      if (this.#isClosed) return;
      if (this.#queue.length >= this.#options.batchMessages) this.#drain();
      else if (this.#queue.length > 0) this.#timer ??= setTimeout(() => this.#drain(), this.#waitMs());
    });
  }

  /** Time until the oldest message has waited for `batchMs`. */
  #waitMs(): number {
    const oldestMs = this.#queue[0]?.message.receivedAtMs ?? 0;
    return Math.max(0, Math.min(this.#options.batchMs, oldestMs + this.#options.batchMs - Date.now()));
  }

  #nextBatch(): Draft[] {
    let rows = 0;
    let count = 0;
    for (const draft of this.#queue) {
      rows += draft.observations.length + draft.positions.length + (draft.detection === null ? 0 : DETECTION_WEIGHT);
      if (count > 0 && rows > BATCH_ROWS) break;
      if (++count === this.#options.batchMessages) break;
    }
    return this.#queue.splice(0, count);
  }

  /** Returns when the fate of every message is in the database, or the pipeline is closed. */
  async #write(drafts: readonly Draft[], mayBeCommitted = false): Promise<void> {
    let retryMs = FIRST_RETRY_MS;
    let isRepetition = mayBeCommitted;
    while (!this.#isClosed) {
      await this.#options.gate.whenOpen();
      if (this.#isClosed) return;
      try {
        if (!this.#isCacheValid) await this.#reloadCache();
        if (await this.#commit(drafts, isRepetition)) return;
        isRepetition = true;
      } catch (fault) {
        if (isDataError(fault) && canHalve(drafts)) return this.#halve(drafts, fault, isRepetition);
        // Perhaps the commit succeeded and only its answer was lost.
        isRepetition = true;
        this.#stall(fault);
        await sleep(retryMs);
        retryMs = Math.min(retryMs * 2, MAX_RETRY_MS);
      }
    }
  }

  /** False when the lease was lost during the transaction: another gateway may write now, so nothing is acknowledged. */
  async #commit(drafts: readonly Draft[], isRepetition: boolean): Promise<boolean> {
    const { db, cache, gate, bus, metrics } = this.#options;
    const rejections = this.#rejections;
    this.#rejections = [];
    const startedAt = performance.now();
    let written: Written;
    try {
      written = await writeBatch(
        db,
        { drafts, rejections, isRepetition, limits: this.#options.directory().limits },
        cache,
      );
    } catch (fault) {
      this.#rejections = [...rejections, ...this.#rejections];
      throw fault;
    }
    if (!gate.isOpen) {
      this.#isCacheValid = false;
      return false;
    }
    updateCache(written, drafts, cache);
    for (const draft of drafts) draft.message.acknowledge();
    metrics.recordBatch(drafts, written, performance.now() - startedAt);
    const live = liveBatch(written);
    if (live.values.length > 0 || live.positions.length > 0) bus.publish(live);
    if (written.hasChanges) db.ring("changes");
    return true;
  }

  async #halve(drafts: readonly Draft[], fault: unknown, mayBeCommitted: boolean): Promise<void> {
    const [only] = drafts;
    if (drafts.length === 1 && only !== undefined) {
      this.#options.log.warn(
        { err: fault, topic: only.message.topic },
        "the database refused a message; it becomes a dead letter",
      );
      return this.#write(
        [unusableDraft(only, { reason: "refused-by-database", detail: refusalOf(fault) })],
        mayBeCommitted,
      );
    }
    const half = Math.ceil(drafts.length / 2);
    await this.#write(drafts.slice(0, half), mayBeCommitted);
    await this.#write(drafts.slice(half), mayBeCommitted);
  }

  #stall(fault: unknown): void {
    const { log, metrics } = this.#options;
    if (!this.#isStalled) log.warn({ err: fault }, "cannot write to the database: messages wait");
    this.#isStalled = true;
    this.#isCacheValid = false;
    metrics.stalled.set(1);
  }

  /** After a failed transaction it is unknown whether it was committed, so the state is read from the database. */
  async #reloadCache(): Promise<void> {
    const { db, cache, directory, log, metrics } = this.#options;
    await cache.read(db, directory());
    this.#isCacheValid = true;
    if (this.#isStalled) log.info("the database answers again");
    this.#isStalled = false;
    metrics.stalled.set(0);
  }
}

/** When the dead letter of a message is refused as well, the message is not the cause: it waits, unacknowledged. */
function canHalve([first, ...rest]: readonly Draft[]): boolean {
  return (
    first !== undefined && (rest.length > 0 || !first.issues.some(({ reason }) => reason === "refused-by-database"))
  );
}
