// Resolves an account's grants to its scope, by today's managers of regions and today's tree of units. Both are cached for a
// while only: zones are re-drawn, units move.
import { type ManagedRegion, resolveScope, type Scope } from "@minqing/core/access/scope";
import { type UnitInTree, unitsBelow } from "@minqing/core/access/units";
import type { AccountRow } from "@minqing/geodata/access/queries";
import type { Database, Executor } from "@minqing/geodata/database";
import { managedRegions, unitsInTree } from "@minqing/geodata/region/queries";
import { Cache } from "../../cache.ts";

const TTL_MS = 30_000;

export type Grants = Pick<
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

  /** Inside a transaction, pass its executor. */
  async of(grants: Grants, executor: Executor = this.#db): Promise<Scope> {
    const { username, regionCodes, exceptCodes, departmentId, reachCodes, caseRange, clearance } = grants;
    const units = departmentId === null ? [] : await this.#units(executor);
    return resolveScope(regionCodes, exceptCodes, await this.#managed(executor), {
      reaches: reachCodes,
      caseRange,
      own: username,
      secrecy: clearance,
      departments: departmentId === null ? [] : unitsBelow(departmentId, units),
    });
  }

  /** Call after a change of a region's manager or of the tree of units. */
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
