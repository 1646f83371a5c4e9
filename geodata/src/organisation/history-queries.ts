// SQL of the history of units: writes each change in its own transaction, and reads changes newest first.
import { type OrganisationKind, UnitChange } from "@minqing/core/organisation/unit";
import { z } from "zod";
import type { Executor } from "../database.ts";
import { instant } from "../instant.ts";
import { jsonRows, sql } from "../sql.ts";

export type NewChange = Omit<UnitChange, "at"> & { at: Date };

export const writeHistory = (tx: Executor, changes: readonly NewChange[]): Promise<number> =>
  tx.execute(sql`
    insert into organisation_history (kind, object_id, version, at, actor, before, after)
    select c.kind, c.object_id, c.version, c.at, c.actor, nullif(c.before, 'null'::jsonb), nullif(c.after, 'null'::jsonb)
    from json_to_recordset(${jsonRows(changes)}::json)
      as c (kind text, object_id text, version integer, at timestamptz, actor text, before jsonb, after jsonb)`);

export interface HistoryPage {
  kind: OrganisationKind;
  objectId: string;
  /** The last number of the previous page; null for the first page. */
  before: number | null;
  limit: number;
}

const ChangeRow = UnitChange.extend({ at: instant, no: z.number() });

/** Newest first. */
export const listHistory = (
  executor: Executor,
  { kind, objectId, before, limit }: HistoryPage,
): Promise<z.output<typeof ChangeRow>[]> =>
  executor.query(
    sql`
      select h.id as no, h.kind, h.object_id, h.version, h.at, h.actor, h.before, h.after
      from organisation_history h
      where h.kind = ${kind} and h.object_id = ${objectId} and (${before}::bigint is null or h.id < ${before}::bigint)
      order by h.id desc limit ${limit}`,
    ChangeRow,
  );
