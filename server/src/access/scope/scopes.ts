// From what an account is given to its scope, by who runs which region and which unit stands under which today. Read again
// after a while: zones are re-drawn, units move.
import { type ManagedRegion, resolveScope, type Scope } from "@minqing/core/access/scope";
import { type UnitInTree, unitsBelow } from "@minqing/core/access/units";
import type { AccountRow } from "@minqing/geodata/access/queries";
import type { Database, Executor } from "@minqing/geodata/database";
import { managedRegions, unitsInTree } from "@minqing/geodata/region/queries";
import { Cache } from "../../cache.ts";

const TTL_MS = 30_000;

export type Given = Pick<
  AccountRow,
  "username" | "regionCodes" | "exceptCodes" | "departmentId" | "reachCodes" | "caseRange" | "clearance"
>;

export class Scopes {
  readonly #db: Database;
  readonly #now: () => Date;
  readonly #cache = new Cache(TTL_MS);

  constructor(db: Database, now: () => Date) {
    this.#db = db;
    this.#now = now;
  }

  /** Inside a transaction with its executor. */
  async of(given: Given, executor: Executor = this.#db): Promise<Scope> {
    const { username, regionCodes, exceptCodes, departmentId, reachCodes, caseRange, clearance } = given;
    const units = departmentId === null ? [] : await this.#units(executor);
    return resolveScope(regionCodes, exceptCodes, await this.#managed(executor), {
      reaches: reachCodes,
      caseRange,
      own: username,
      secrecy: clearance,
      departments: departmentId === null ? [] : unitsBelow(departmentId, units),
    });
  }

  /** After a change of who runs what, or of the tree of units. */
  forget(): void {
    this.#cache.clear();
  }

  #managed(executor: Executor): Promise<ManagedRegion[]> {
    return this.#cache.own("managed regions", () => managedRegions(executor, this.#now()));
  }

  #units(executor: Executor): Promise<UnitInTree[]> {
    return this.#cache.own("units", () => unitsInTree(executor));
  }
}
