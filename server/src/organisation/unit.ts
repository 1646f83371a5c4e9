// The operations of a kind of unit: read, validate, write. A form changes one unit, a sheet many, by the same rules.

import type { OrganisationKind } from "@minqing/core/organisation/unit";
import type { UnitIssue } from "@minqing/core/organisation/unit-issue";
import type { Executor } from "@minqing/geodata/database";
import type { Stored } from "@minqing/geodata/organisation/unit-rows";
import type { Sql } from "@minqing/geodata/sql";

export interface RequestedUnit<Draft, State> {
  id: string;
  draft: Draft;
  /** Null for a new unit. */
  before: Stored<State> | null;
}

export interface Unit<Draft extends object, State extends object> {
  kind: OrganisationKind;
  table: Sql;
  states(executor: Executor, ids: readonly string[]): Promise<Map<string, Stored<State>>>;
  /** Reads what the validation needs for all requested units; the returned function validates one of them. */
  makeValidator(
    executor: Executor,
    requested: readonly RequestedUnit<Draft, State>[],
    now: Date,
  ): Promise<(one: RequestedUnit<Draft, State>) => UnitIssue[]>;
  write(tx: Executor, units: readonly (Draft & { id: string })[]): Promise<unknown>;
  /** The state as the history and the audit trail may store it, with masked personal data. */
  redact(state: State): State;
}
