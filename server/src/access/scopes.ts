// From what an account is given to its scope, by who runs which region and which unit stands under which today. Read again
// after a while: zones are re-drawn, units move.
import { type ManagedRegion, resolveScope, type Scope } from "@minqing/core/access/scope";
import { type UnitInTree, unitsBelow } from "@minqing/core/access/units";
import type { AccountRow } from "@minqing/geodata/access/queries";
import type { Database, Executor } from "@minqing/geodata/database";
import { managedRegions, unitsInTree } from "@minqing/geodata/region/queries";
import { Kept } from "./kept.ts";

const KEEP_MS = 30_000;

export type Given = Pick<
  AccountRow,
  "username" | "regionCodes" | "exceptCodes" | "departmentId" | "reachCodes" | "caseRange" | "clearance"
>;

export class Scopes {
  readonly #managed: Kept<ManagedRegion[]>;
  readonly #units: Kept<UnitInTree[]>;

  constructor(db: Database, now: () => Date) {
    this.#managed = new Kept(db, KEEP_MS, (executor) => managedRegions(executor, now()));
    this.#units = new Kept(db, KEEP_MS, unitsInTree);
  }

  async of(given: Given, executor?: Executor): Promise<Scope> {
    const { username, regionCodes, exceptCodes, departmentId, reachCodes, caseRange, clearance } = given;
    const units = departmentId === null ? [] : await this.#units.value(executor);
    return resolveScope(regionCodes, exceptCodes, await this.#managed.value(executor), {
      reaches: reachCodes,
      caseRange,
      own: username,
      secrecy: clearance,
      departments: departmentId === null ? [] : unitsBelow(departmentId, units),
    });
  }

  /** After a change of who runs what, or of the tree of units. */
  forget(): void {
    this.#managed.forget();
    this.#units.forget();
  }
}
