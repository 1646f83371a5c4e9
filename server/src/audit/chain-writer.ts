// Chains what was committed since the last look: rows without a link, oldest first, in batches. A row that commits late is
// met by a later look, whatever its number.
import type { AuditRow } from "@minqing/core/audit/row";
import { appendLinks, chainTip, newestAuditId, unchainedRows } from "@minqing/geodata/audit/chain-queries";
import type { Database } from "@minqing/geodata/database";
import { nextHash } from "./sm3.ts";

const AT_ONCE = 500;

/** How many numbers behind the newest a row may still commit and be met by the next look; the whole look meets all. */
const LOOKBACK_MS = 2_000;

export class Seal {
  readonly #db: Database;
  /** What waits below this number is left to the whole look. */
  #floor = 0;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Returns how many rows got a link. */
  async sealWaiting(): Promise<number> {
    let sealed = 0;
    let rows: AuditRow[];
    let after = this.#floor;
    do {
      // Each batch goes on behind the one before: what commits in between is met by the next look.
      rows = await this.#sealBatch(after);
      sealed += rows.length;
      after = rows.at(-1)?.id ?? after;
    } while (rows.length === AT_ONCE);
    this.#floor = Math.max(this.#floor, (await newestAuditId(this.#db)) - LOOKBACK_MS);
    return sealed;
  }

  /** Every row of the trail is looked at: slow where there are millions. */
  sealWhole(): Promise<number> {
    this.#floor = 0;
    return this.sealWaiting();
  }

  #sealBatch(after: number): Promise<AuditRow[]> {
    return this.#db.transaction(async (tx) => {
      const rows = await unchainedRows(tx, after, AT_ONCE);
      if (rows.length > 0) await appendLinks(tx, linksOf(rows, await chainTip(tx)));
      return rows;
    });
  }
}

function linksOf(rows: readonly AuditRow[], tip: { position: number; hash: string }) {
  let { hash } = tip;
  return rows.map((row, i) => {
    hash = nextHash(hash, row);
    return { position: tip.position + i + 1, auditId: row.id, hash };
  });
}
