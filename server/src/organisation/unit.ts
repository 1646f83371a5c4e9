// A kind of unit as it is kept: read, judged, written. A form changes one, a sheet many, by the same rules.

import type { OrganisationKind } from "@minqing/core/organisation/unit";
import type { UnitIssue } from "@minqing/core/organisation/unit-issue";
import type { Executor } from "@minqing/geodata/database";
import type { Stored } from "@minqing/geodata/organisation/unit-rows";
import type { Sql } from "@minqing/geodata/sql";

export interface Wanted<Draft, State> {
  id: string;
  draft: Draft;
  /** Null for a new one. */
  before: Stored<State> | null;
}

export interface Unit<Draft extends object, State extends object> {
  kind: OrganisationKind;
  table: Sql;
  states(executor: Executor, ids: readonly string[]): Promise<Map<string, Stored<State>>>;
  /** Reads what is around all of them, and then says of each what stands in its way. */
  judge(
    executor: Executor,
    wanted: readonly Wanted<Draft, State>[],
    now: Date,
  ): Promise<(one: Wanted<Draft, State>) => UnitIssue[]>;
  write(tx: Executor, units: readonly (Draft & { id: string })[]): Promise<unknown>;
  /** As the history and the trail may hold it. */
  shown(state: State): State;
}
