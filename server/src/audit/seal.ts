// Chains what was committed since the last look: rows without a link, oldest first, in batches. A row that commits late is
// met by a later look, whatever its number.
import type { AuditRow } from "@minqing/core/audit/row";
import { appendLinks, chainTip, newestAuditId, waitingRows } from "@minqing/geodata/audit/chain-queries";
import type { Database } from "@minqing/geodata/database";
import { nextHash } from "./sm3.ts";

const AT_ONCE = 500;

/** How many numbers behind the newest a row may still commit and be met by the next look; the whole look meets all. */
const LOOK_BACK = 10_000;

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
    let rows: number;
    do {
      rows = await this.#sealBatch();
      sealed += rows;
    } while (rows === AT_ONCE);
    return sealed;
  }

  /** Every row of the trail is looked at: slow where there are millions. */
  sealWhole(): Promise<number> {
    this.#floor = 0;
    return this.sealWaiting();
  }

  async #sealBatch(): Promise<number> {
    const sealed = await this.#db.transaction(async (tx) => {
      const rows = await waitingRows(tx, this.#floor, AT_ONCE);
      if (rows.length > 0) await appendLinks(tx, linksOf(rows, await chainTip(tx)));
      return rows.length;
    });
    if (sealed < AT_ONCE) this.#floor = Math.max(this.#floor, (await newestAuditId(this.#db)) - LOOK_BACK);
    return sealed;
  }
}

function linksOf(rows: readonly AuditRow[], tip: { position: number; hash: string }) {
  let { hash } = tip;
  return rows.map((row, i) => {
    hash = nextHash(hash, row);
    return { position: tip.position + i + 1, auditId: row.id, hash };
  });
}
