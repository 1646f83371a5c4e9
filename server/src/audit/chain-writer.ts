// Chains audit rows committed since the last pass: rows without a link, oldest first, in batches. A row that commits late is
// found by a later pass, whatever its id.
import type { AuditRow } from "@minqing/core/audit/row";
import { appendLinks, chainTip, newestAuditId, unchainedRows } from "@minqing/geodata/audit/chain-queries";
import type { Database } from "@minqing/geodata/database";
import { nextHash } from "./sm3.ts";

const BATCH_ROWS = 500;

/** A normal pass reads rows with ids up to this far below the newest: they may commit late. `chainAll` reads every row. */
const LOOKBACK_IDS = 2_000;

export class ChainWriter {
  readonly #db: Database;
  /** Rows with lower ids are left to `chainAll`. */
  #floor = 0;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Returns the number of rows that got a link. */
  async chainWaiting(): Promise<number> {
    let chained = 0;
    let rows: AuditRow[];
    let after = this.#floor;
    do {
      // Each batch continues behind the one before: rows that commit in between are found by the next pass.
      rows = await this.#chainBatch(after);
      chained += rows.length;
      after = rows.at(-1)?.id ?? after;
    } while (rows.length === BATCH_ROWS);
    this.#floor = Math.max(this.#floor, (await newestAuditId(this.#db)) - LOOKBACK_IDS);
    return chained;
  }

  /** Reads every row of the trail: slow where there are millions. */
  chainAll(): Promise<number> {
    this.#floor = 0;
    return this.chainWaiting();
  }

  #chainBatch(after: number): Promise<AuditRow[]> {
    return this.#db.transaction(async (tx) => {
      const rows = await unchainedRows(tx, after, BATCH_ROWS);
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
