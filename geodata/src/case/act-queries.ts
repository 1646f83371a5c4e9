// SQL of the append-only log of cases and of their clocks. All of it takes many cases at once: a command is a batch of one,
// the sweep of deadlines one of many.
import { AppliedLimits, CaseClock, type Deadline, nextNotice } from "@minqing/core/case/clock";
import type { CaseAct, CaseState } from "@minqing/core/case/decide";
import { CaseActView } from "@minqing/core/case/log";
import { z } from "zod";
import type { Executor } from "../database.ts";
import { instant, nullableInstant } from "../instant.ts";
import { jsonRows, sql } from "../sql.ts";

export async function insertActs(tx: Executor, acts: readonly CaseAct[]): Promise<void> {
  const rows = acts.map(({ from, to, ...act }) => ({ ...act, fromStatus: from, toStatus: to }));
  await tx.execute(sql`
    insert into case_acts (case_id, seq, version, at, actor, actor_name, act, from_status, to_status, detail, limits)
    select a.case_id, a.seq, a.version, a.at, a.actor, a.actor_name, a.act, a.from_status, a.to_status, a.detail, a.limits
    from json_to_recordset(${jsonRows(rows)}::json) as a (case_id uuid, seq integer, version integer, at timestamptz,
      actor text, actor_name text, act text, from_status text, to_status text, detail jsonb, limits jsonb)`);
}

const ActRow = CaseActView.omit({ departmentId: true, departmentName: true }).extend({
  at: z.date(),
  limits: AppliedLimits,
});

/** The whole log of a case, oldest first. */
export const caseActs = (executor: Executor, caseId: string): Promise<CaseAct[]> =>
  executor.query(
    sql`
      select a.case_id, a.seq, a.version, a.at, a.actor, a.actor_name, a.act, a.from_status as "from",
        a.to_status as "to", a.detail, a.limits
      from case_acts a where a.case_id = ${caseId}::uuid order by a.seq`,
    ActRow,
  );

const ClockRow = CaseClock.extend({
  caseId: z.string(),
  startedAt: instant,
  dueAt: nullableInstant,
  approachingAt: nullableInstant,
  stoppedAt: nullableInstant,
});

/** The clocks of each of these cases, oldest first. A case without any is absent. */
export async function clocksOfCases(executor: Executor, caseIds: readonly string[]): Promise<Map<string, CaseClock[]>> {
  const rows = await executor.query(
    sql`
      select k.case_id, k.clock, k.step, k.started_by, k.started_at, k.applied as "limit", k.due_at, k.approaching_at,
        k.stopped_by, k.stopped_at, k.intervals, k.struck, k.approached_by, k.overdue_by
      from case_clocks k where k.case_id = any(${caseIds}::uuid[]) order by k.case_id, k.started_by, k.clock`,
    ClockRow,
  );
  const byCase = new Map<string, CaseClock[]>();
  for (const { caseId, ...clock } of rows) byCase.set(caseId, [...(byCase.get(caseId) ?? []), clock]);
  return byCase;
}

/** The clocks of one case, oldest first. */
export const clocksOfCase = async (executor: Executor, caseId: string): Promise<CaseClock[]> =>
  (await clocksOfCases(executor, [caseId])).get(caseId) ?? [];

/** Writes new clocks, and those that an act has changed. */
export async function writeClocks(
  tx: Executor,
  clocks: readonly { caseId: string; clock: CaseClock }[],
): Promise<void> {
  if (clocks.length === 0) return;
  const rows = clocks.map(({ caseId, clock: { limit, ...clock } }) => ({
    ...clock,
    caseId,
    applied: limit,
    nextAt: nextNotice({ limit, ...clock })?.at ?? null,
  }));
  await tx.execute(sql`
    insert into case_clocks (case_id, clock, step, started_by, started_at, applied, due_at, approaching_at, stopped_by,
      stopped_at, intervals, struck, approached_by, overdue_by, next_at)
    select k.case_id, k.clock, k.step, k.started_by, k.started_at, k.applied, k.due_at, k.approaching_at, k.stopped_by,
      k.stopped_at, k.intervals, k.struck, k.approached_by, k.overdue_by, k.next_at
    from json_to_recordset(${jsonRows(rows)}::json) as k (case_id uuid, clock text, step text, started_by integer,
      started_at timestamptz, applied jsonb, due_at timestamptz, approaching_at timestamptz, stopped_by integer,
      stopped_at timestamptz, intervals jsonb, struck jsonb, approached_by integer, overdue_by integer,
      next_at timestamptz)
    -- A stopped clock first: one clock of a name may run.
    order by k.stopped_at is null, k.started_by
    on conflict (case_id, clock, started_by) do update set due_at = excluded.due_at,
      approaching_at = excluded.approaching_at, stopped_by = excluded.stopped_by, stopped_at = excluded.stopped_at,
      intervals = excluded.intervals, struck = excluded.struck, approached_by = excluded.approached_by,
      overdue_by = excluded.overdue_by, next_at = excluded.next_at`);
}

/** A case after its acts, with the deadline that its row shows. */
export type CaseRow = CaseState & Deadline;

export async function updateCases(tx: Executor, rows: readonly CaseRow[]): Promise<void> {
  await tx.execute(sql`
    update cases c set seq = r.seq, version = r.version, status = r.status, status_since = r.status_since,
      department_id = r.department_id, secrecy = r.secrecy, return_count = r.return_count,
      rework_count = r.rework_count, ended_at = r.ended_at, closed_at = r.closed_at, marks = r.marks,
      clock_since = r.clock_since, approaching_at = r.approaching_at, deadline_at = r.deadline_at
    from json_to_recordset(${jsonRows(rows)}::json) as r (id uuid, seq integer, version integer, status text,
      status_since timestamptz, department_id text, secrecy smallint, return_count integer, rework_count integer,
      ended_at timestamptz, closed_at timestamptz, marks jsonb, clock_since timestamptz, approaching_at timestamptz,
      deadline_at timestamptz)
    where c.id = r.id`);
}

const DueCase = z.object({ caseId: z.string() });

/** Cases with a clock whose notice is due, longest due first. Read without a lock: whoever acts checks the clock again. */
export const casesDue = async (executor: Executor, at: Date, limit: number): Promise<string[]> => {
  const rows = await executor.query(
    sql`
      select k.case_id from case_clocks k where k.next_at <= ${at}::timestamptz
      group by k.case_id order by min(k.next_at), k.case_id limit ${limit}`,
    DueCase,
  );
  return rows.map(({ caseId }) => caseId);
};
