// The way of every message, whichever edge it came in by:
//   decode → validate → detect → write (one transaction) → acknowledge.
// One batch is written at a time, in the order of arrival, so that rule states and latest values follow each device's
// order; the next batch is decoded while the database works.
import { setTimeout as sleep } from "node:timers/promises";
import type { LiveBus } from "@minqing/core/live/bus";
import type { Database } from "@minqing/geodata/database";
import type { Logger } from "pino";
import type { Directory } from "./directory/directory.ts";
import { isDataError, messageOf } from "./ingest/data-error.ts";
import { decodeMessage } from "./ingest/decode.ts";
import { burnt, type Draft, emptyDraft } from "./ingest/draft.ts";
import type { Gate } from "./ingest/gate.ts";
import type { DeviceRejection } from "./ingest/ledger.ts";
import type { IngestMemory } from "./ingest/memory.ts";
import { liveBatch, remember, type Written, writeBatch } from "./ingest/write-batch.ts";
import type { InboundMessage } from "./message.ts";
import type { GatewayMetrics } from "./metrics.ts";

export interface PipelineOptions {
  db: Database;
  bus: Pick<LiveBus, "publish">;
  log: Logger;
  metrics: GatewayMetrics;
  gate: Gate;
  memory: IngestMemory;
  directory: () => Directory;
  batchMessages: number;
  batchMs: number;
}

/** A batch holds fewer messages when they hold many values: one statement stays below some megabytes. */
const BATCH_ROWS = 20_000;
const DETECTION_WEIGHT = 500;

const MAX_WAITING_REJECTIONS = 10_000;
const FIRST_RETRY_MS = 50;
const LAST_RETRY_MS = 2_000;

export class Pipeline {
  readonly #options: PipelineOptions;
  #queue: Draft[] = [];
  #rejections: DeviceRejection[] = [];
  #timer: NodeJS.Timeout | undefined;
  #last: Promise<void> = Promise.resolve();
  #isDraining = false;
  #isClosed = false;
  /** The database did not take the last write. */
  #isStalled = false;
  #isMemoryTrue = false;

  constructor(options: PipelineOptions) {
    this.#options = options;
  }

  /** Messages that wait for their COMMIT. */
  get backlog(): number {
    return this.#queue.length;
  }

  take(message: InboundMessage): void {
    this.#queue.push(this.#decode(message));
    this.#options.metrics.received.inc({ qos: message.qos });
    if (this.#queue.length >= this.#options.batchMessages) this.#drain();
    else this.#timer ??= setTimeout(() => this.#drain(), this.#options.batchMs);
  }

  /** Counted for the device with the next batch. */
  reject(rejection: DeviceRejection): void {
    this.#options.metrics.refused.inc();
    // While the database is away they wait; the metric counts on where the memory for them ends.
    if (this.#rejections.length < MAX_WAITING_REJECTIONS) this.#rejections.push(rejection);
    this.#timer ??= setTimeout(() => this.#drain(), this.#options.batchMs);
  }

  /** Runs `work` between two batches, never beside one, on a memory that is true. */
  between(work: () => Promise<void>): Promise<void> {
    return this.#inTurn(async () => {
      if (!this.#isMemoryTrue) await this.#recall();
      await work();
    });
  }

  /** The memory may be behind the database: it is read again before the next write. */
  distrustMemory(): void {
    this.#isMemoryTrue = false;
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const result = this.#last.then(work);
    this.#last = result.then(
      () => undefined,
      () => undefined,
    );
    return result;
  }

  /** Forgets what is not committed: whoever sent it has no acknowledgement and sends it again. */
  discard(): void {
    this.#queue = [];
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.discard();
    // Whoever waits at the gate finds the pipeline closed.
    this.#options.gate.open();
    await this.#last;
  }

  #decode(message: InboundMessage): Draft {
    try {
      return decodeMessage(message, this.#options.directory());
    } catch (fault) {
      // A decoder's own fault must not become a crash that the message's next delivery repeats.
      this.#options.log.error({ err: fault, topic: message.topic }, "a decoder failed");
      return burnt(emptyDraft(message, message.username), { reason: "bad-shape", detail: messageOf(fault) });
    }
  }

  #drain(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#isDraining || this.#isClosed) return;
    this.#isDraining = true;
    void this.#inTurn(async () => {
      await this.#options.gate.passed();
      if (!this.#isClosed) await this.#write(this.#nextBatch());
    }).finally(() => {
      this.#isDraining = false;
      if (this.#isClosed) return;
      if (this.#queue.length >= this.#options.batchMessages) this.#drain();
      else if (this.#queue.length > 0) this.#timer ??= setTimeout(() => this.#drain(), this.#waitMs());
    });
  }

  /** Until the oldest has waited for its batch. */
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

  /** Returns when every message of the batch has its fate in the database, or the pipeline is closed. */
  async #write(drafts: readonly Draft[], mayBeWritten = false): Promise<void> {
    let retryMs = FIRST_RETRY_MS;
    let isRepetition = mayBeWritten;
    while (!this.#isClosed) {
      await this.#options.gate.passed();
      if (this.#isClosed) return;
      try {
        if (!this.#isMemoryTrue) await this.#recall();
        if (await this.#commit(drafts, isRepetition)) return;
        isRepetition = true;
      } catch (fault) {
        if (isDataError(fault) && canHalve(drafts)) return this.#halve(drafts, fault, isRepetition);
        // The answer to the commit may be what was lost.
        isRepetition = true;
        this.#stall(fault);
        await sleep(retryMs);
        retryMs = Math.min(retryMs * 2, LAST_RETRY_MS);
      }
    }
  }

  /** False when the lease went while the transaction ran: another may write now, so it is not acknowledged. */
  async #commit(drafts: readonly Draft[], isRepetition: boolean): Promise<boolean> {
    const { db, memory, gate, bus, metrics } = this.#options;
    const rejections = this.#rejections;
    this.#rejections = [];
    const startedAt = performance.now();
    let written: Written;
    try {
      written = await writeBatch(db, { drafts, rejections, isRepetition }, memory);
    } catch (fault) {
      this.#rejections = [...rejections, ...this.#rejections];
      throw fault;
    }
    if (!gate.isOpen) {
      this.#isMemoryTrue = false;
      return false;
    }
    remember(written, drafts, memory);
    for (const draft of drafts) draft.message.acknowledge();
    metrics.entered(drafts, written, performance.now() - startedAt);
    const live = liveBatch(written);
    if (live.values.length > 0 || live.positions.length > 0) bus.publish(live);
    if (written.hasChanges) db.ring("changes");
    return true;
  }

  async #halve(drafts: readonly Draft[], fault: unknown, mayBeWritten: boolean): Promise<void> {
    const [only] = drafts;
    if (drafts.length === 1 && only !== undefined) {
      this.#options.log.warn({ err: fault, topic: only.message.topic }, "the database refused a message");
      return this.#write([burnt(only, { reason: "refused-by-database", detail: messageOf(fault) })], mayBeWritten);
    }
    const half = Math.ceil(drafts.length / 2);
    await this.#write(drafts.slice(0, half), mayBeWritten);
    await this.#write(drafts.slice(half), mayBeWritten);
  }

  #stall(fault: unknown): void {
    const { log, metrics } = this.#options;
    if (!this.#isStalled) log.warn({ err: fault }, "cannot write: messages wait");
    this.#isStalled = true;
    this.#isMemoryTrue = false;
    metrics.stalled.set(1);
  }

  /** After a failed transaction nobody knows whether it was committed: go on from what is written. */
  async #recall(): Promise<void> {
    const { db, memory, directory, log, metrics } = this.#options;
    await memory.read(db, directory());
    this.#isMemoryTrue = true;
    if (this.#isStalled) log.info("the database answers again");
    this.#isStalled = false;
    metrics.stalled.set(0);
  }
}

/** A message whose dead letter is refused as well is not the fault of the message: it waits, and is not acknowledged. */
function canHalve([first, ...rest]: readonly Draft[]): boolean {
  return (
    first !== undefined && (rest.length > 0 || !first.faults.some(({ reason }) => reason === "refused-by-database"))
  );
}
