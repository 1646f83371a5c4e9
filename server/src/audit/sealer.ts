// The sealer: chains committed audit rows, signs the head of the chain each hour and writes it to the anchor. A lease lets
// one process run it at a time; a second one waits.

import { AUDIT_ANCHOR_KEY, AuditAnchorMinutes, DEFAULT_AUDIT_ANCHOR_MINUTES } from "@minqing/core/audit/audit-settings";
import type { HeadLine } from "@minqing/core/audit/export-line";
import { type AuditHead, chainTip, insertHead, newestHead } from "@minqing/geodata/audit/chain-queries";
import type { Database } from "@minqing/geodata/database";
import { RepeatedWork } from "@minqing/geodata/process/repeated-work";
import { readSetting } from "@minqing/geodata/setting/queries";
import type { Logger } from "pino";
import type { Anchor } from "./anchor.ts";
import { ChainWriter } from "./chain-writer.ts";
import type { AuditKey } from "./key.ts";

const EVERY_MS = 2_000;
const LEASE = "audit-sealer";
/** Pause between two tries to get the lease, and between two tries of a failing anchor. */
const RETRY_MS = 30_000;
/** Max heads waiting for the anchor; older ones are dropped, since a later head covers all before it. */
const MAX_WAITING = 48;
const MINUTE_MS = 60_000;

export interface SealerOptions {
  db: Database;
  log: Logger;
  now: () => Date;
  key: AuditKey | null;
  anchor: Anchor | null;
}

export class Sealer {
  readonly #options: SealerOptions;
  #chain: ChainWriter;
  #lease: { release(): Promise<void> } | null = null;
  readonly #waiting: HeadLine[] = [];
  #leaseRetryAtMs = 0;
  #anchorRetryAtMs = 0;
  #isAnchorFailing = false;

  constructor(options: SealerOptions) {
    this.#options = options;
    this.#chain = new ChainWriter(options.db);
  }

  /** One round; false while another process holds the lease. */
  async run(): Promise<boolean> {
    if (!(await this.#holdsLease())) return false;
    await this.#chain.chainWaiting();
    if (await this.#isHeadDue()) await this.signHead();
    if (performance.now() >= this.#anchorRetryAtMs) await this.#writeWaiting();
    return true;
  }

  /** The last round: signs and anchors the head of everything chained. */
  async close(): Promise<void> {
    if (this.#lease === null) return;
    try {
      await this.signHead();
      await this.#writeWaiting();
    } finally {
      await this.#lease.release();
      this.#lease = null;
    }
  }

  /** Chains every committed row and signs the head, unless it is the last one still. */
  async signHead(): Promise<void> {
    const { db, key, now } = this.#options;
    await this.#chain.chainAll();
    const tip = await chainTip(db);
    const last = await newestHead(db);
    if (tip.position === (last?.position ?? 0)) return;
    const unsigned = { ...tip, at: now().toISOString() };
    const head: AuditHead = key?.sign(unsigned) ?? { ...unsigned, keyId: null, signature: null };
    await insertHead(db, head);
    this.#queueForAnchor(head);
  }

  async #holdsLease(): Promise<boolean> {
    if (this.#lease !== null) return true;
    const nowMs = performance.now();
    if (nowMs < this.#leaseRetryAtMs) return false;
    this.#leaseRetryAtMs = nowMs + RETRY_MS;
    const { db, log } = this.#options;
    this.#lease = await db.tryLease(LEASE, () => {
      this.#lease = null;
      log.warn("the audit sealer lost its lease");
    });
    if (this.#lease === null) return false;
    // Another process may have chained rows in between: the writer's state is out of date.
    this.#chain = new ChainWriter(db);
    // It may have ended after its last head and before the anchor.
    const last = await newestHead(db);
    if (last !== null) this.#queueForAnchor(last);
    return true;
  }

  #queueForAnchor(head: AuditHead): void {
    if (this.#options.anchor === null) return;
    this.#waiting.push({ kind: "head", ...head });
    if (this.#waiting.length > MAX_WAITING) this.#waiting.shift();
  }

  async #isHeadDue(): Promise<boolean> {
    const { db, now } = this.#options;
    const last = await newestHead(db);
    const tip = await chainTip(db);
    if (tip.position === (last?.position ?? 0)) return false;
    if (last === null) return true;
    const at = now();
    const minutes = (await readSetting(db, AUDIT_ANCHOR_KEY, AuditAnchorMinutes, at)) ?? DEFAULT_AUDIT_ANCHOR_MINUTES;
    return at.getTime() - Date.parse(last.at) >= minutes * MINUTE_MS;
  }

  /** A failing anchor stops nothing else: the failure is logged once, and the write is tried again. */
  async #writeWaiting(): Promise<void> {
    const { anchor, log } = this.#options;
    for (let head = this.#waiting[0]; head !== undefined && anchor !== null; head = this.#waiting[0]) {
      try {
        await anchor.write(head);
        this.#waiting.shift();
        this.#isAnchorFailing = false;
      } catch (fault) {
        if (!this.#isAnchorFailing)
          log.error({ err: fault, anchor: anchor.name }, "writing to the audit anchor failed; trying again");
        this.#isAnchorFailing = true;
        this.#anchorRetryAtMs = performance.now() + RETRY_MS;
        return;
      }
    }
  }
}

/** Runs until it is closed. */
export function startSealer(options: SealerOptions): { close(): Promise<void> } {
  const { log } = options;
  const sealer = new Sealer(options);
  const work = new RepeatedWork({
    everyMs: EVERY_MS,
    work: async () => void (await sealer.run()),
    onFault: (fault) => log.error({ err: fault }, "chaining the audit trail failed; trying again"),
  });
  return {
    close: async () => {
      await work.close();
      await sealer.close().catch((fault) => log.error({ err: fault }, "the last audit head was not signed"));
    },
  };
}
