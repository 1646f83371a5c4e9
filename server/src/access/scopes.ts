// From the regions of an account to its scope, by who runs what today. Read again after a while: zones are re-drawn.
import { type ManagedRegion, resolveScope, type Scope } from "@minqing/core/access/scope";
import type { AccountRow } from "@minqing/geodata/access/queries";
import type { Database, Executor } from "@minqing/geodata/database";
import { managedRegions } from "@minqing/geodata/region/queries";
import { Kept } from "./kept.ts";

const KEEP_MS = 30_000;

export class Scopes {
  readonly #managed: Kept<ManagedRegion[]>;

  constructor(db: Database, now: () => Date) {
    this.#managed = new Kept(db, KEEP_MS, (executor) => managedRegions(executor, now()));
  }

  async of(
    { regionCodes, exceptCodes }: Pick<AccountRow, "regionCodes" | "exceptCodes">,
    executor?: Executor,
  ): Promise<Scope> {
    return resolveScope(regionCodes, exceptCodes, await this.#managed.value(executor));
  }

  /** After a change of who runs what. */
  forget(): void {
    this.#managed.forget();
  }
}
