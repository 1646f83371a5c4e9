// The sealer: chains committed rows, signs the head of the chain each hour and writes it to the anchor. One process at a
// time, by a lease; a second one waits.

import { AUDIT_ANCHOR_KEY, AuditAnchorMinutes, DEFAULT_AUDIT_ANCHOR_MINUTES } from "@minqing/core/audit/audit-settings";
import type { HeadLine } from "@minqing/core/audit/export-line";
import { type AuditHead, chainTip, insertHead, newestHead } from "@minqing/geodata/audit/chain-queries";
import type { Database } from "@minqing/geodata/database";
import { RepeatedWork } from "@minqing/geodata/process/repeated-work";
import { readSetting } from "@minqing/geodata/setting/queries";
import type { Logger } from "pino";
import type { Anchor } from "./anchor.ts";
import { Seal } from "./chain-writer.ts";
import type { AuditKey } from "./key.ts";

const EVERY_MS = 2_000;
const LEASE = "audit-sealer";
/** Between two tries for the lease, and between two tries of an anchor that fails. */
const AGAIN_MS = 30_000;
/** Heads that wait for the anchor: a later one covers all before it. */
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
  #seal: Seal;
  #lease: { release(): Promise<void> } | null = null;
  readonly #waiting: HeadLine[] = [];
  #leaseAgainMs = 0;
  #anchorAgainMs = 0;
  #isAnchorFailing = false;

  constructor(options: SealerOptions) {
    this.#options = options;
    this.#seal = new Seal(options.db);
  }

  /** One round; false while another process holds the lease. */
  async run(): Promise<boolean> {
    if (!(await this.#holdsLease())) return false;
    await this.#seal.sealWaiting();
    if (await this.#isHeadDue()) await this.signHead();
    if (performance.now() >= this.#anchorAgainMs) await this.#writeWaiting();
    return true;
  }

  /** The last round: whatever is chained gets a signed and anchored head. */
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

  /** Seals everything and signs the head, if it is another than the last one. */
  async signHead(): Promise<void> {
    const { db, key, now } = this.#options;
    await this.#seal.sealWhole();
    const tip = await chainTip(db);
    const last = await newestHead(db);
    if (tip.position === (last?.position ?? 0)) return;
    const bare = { ...tip, at: now().toISOString() };
    const head: AuditHead = key?.sign(bare) ?? { ...bare, keyId: null, signature: null };
    await insertHead(db, head);
    this.#forAnchor(head);
  }

  async #holdsLease(): Promise<boolean> {
    if (this.#lease !== null) return true;
    const nowMs = performance.now();
    if (nowMs < this.#leaseAgainMs) return false;
    this.#leaseAgainMs = nowMs + AGAIN_MS;
    const { db, log } = this.#options;
    this.#lease = await db.tryLease(LEASE, () => {
      this.#lease = null;
      log.warn("the audit sealer lost its lease");
    });
    if (this.#lease === null) return false;
    // Another may have sealed meanwhile: nothing that was known holds.
    this.#seal = new Seal(db);
    // It may have died between its last head and the anchor.
    const last = await newestHead(db);
    if (last !== null) this.#forAnchor(last);
    return true;
  }

  #forAnchor(head: AuditHead): void {
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

  /** An anchor that fails stops nothing: it is told once and tried again. */
  async #writeWaiting(): Promise<void> {
    const { anchor, log } = this.#options;
    for (let head = this.#waiting[0]; head !== undefined && anchor !== null; head = this.#waiting[0]) {
      try {
        await anchor.write(head);
        this.#waiting.shift();
        this.#isAnchorFailing = false;
      } catch (fault) {
        if (!this.#isAnchorFailing)
          log.error({ err: fault, anchor: anchor.name }, "the audit anchor fails; trying again");
        this.#isAnchorFailing = true;
        this.#anchorAgainMs = performance.now() + AGAIN_MS;
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
    onFault: (fault) => log.error({ err: fault }, "sealing the audit trail failed; trying again"),
  });
  return {
    close: async () => {
      await work.close();
      await sealer.close().catch((fault) => log.error({ err: fault }, "the last audit head was not signed"));
    },
  };
}
