// SQL that writes the history of finished cases: rows, their append-only log, and the serials already used.
import { isEnded } from "@minqing/core/case/stages";
import type { Executor } from "../../database.ts";
import { sql } from "../../sql.ts";
import type { DemoCase } from "../city/history.ts";
import type { Plane } from "../city/plane.ts";
import { inBatches } from "./batches.ts";
import { pointHex } from "./ewkb.ts";

export const insertCases = (tx: Executor, plane: Plane, edition: string, cases: readonly DemoCase[]): Promise<number> =>
  inBatches(cases, (rows) =>
    tx.execute(sql`
      insert into cases (id, number, kind, category, category_edition, title, status, priority, source, region_code,
        geom, address, department_id, reported_at, status_since, closed_at, ended_at, return_count, rework_count,
        version, synthetic)
      select c.id, c.number, g.kind, c.category, ${edition}, c.title, c.status, c.priority, c.source, c.region_code,
        c.geom::geometry, c.address, c.department_id, c.reported_at, c.status_since, c.closed_at, c.ended_at,
        c.return_count, c.rework_count, c.version, true
      from unnest(
        ${rows.map((c) => c.id)}::uuid[], ${rows.map((c) => c.number)}::text[], ${rows.map((c) => c.category)}::text[],
        ${rows.map((c) => c.title)}::text[], ${rows.map((c) => c.status)}::text[],
        ${rows.map((c) => c.priority)}::int[], ${rows.map((c) => c.source)}::text[],
        ${rows.map((c) => c.regionCode)}::text[], ${rows.map((c) => pointHex(plane, c.at))}::text[],
        ${rows.map((c) => c.address)}::text[], ${rows.map((c) => c.departmentId)}::text[],
        ${rows.map((c) => c.reportedAt)}::timestamptz[], ${rows.map((c) => c.statusSince)}::timestamptz[],
        ${rows.map((c) => c.closedAt)}::timestamptz[],
        ${rows.map((c) => (isEnded(c.status) ? c.statusSince : null))}::timestamptz[],
        ${rows.map((c) => c.returnCount)}::int[],
        ${rows.map((c) => c.reworkCount)}::int[], ${rows.map((c) => c.version)}::int[]
      ) as c (id, number, category, title, status, priority, source, region_code, geom, address, department_id,
        reported_at, status_since, closed_at, ended_at, return_count, rework_count, version)
      join case_categories g on g.edition = ${edition} and g.code = c.category`),
  );

export const insertTransitions = (tx: Executor, cases: readonly DemoCase[]): Promise<number> =>
  inBatches(
    cases.flatMap(({ id, transitions }) => transitions.map((transition) => ({ caseId: id, ...transition }))),
    (rows) =>
      tx.execute(sql`
        insert into case_transitions (case_id, version, at, actor, actor_name, command, from_status, to_status, reason,
          department_id, return_count, rework_count)
        select t.case_id, t.version, t.at, t.actor, t.actor_name, t.command, t.from_status, t.to_status, t.reason,
          t.department_id, t.return_count, t.rework_count
        from unnest(
          ${rows.map((t) => t.caseId)}::uuid[], ${rows.map((t) => t.version)}::int[],
          ${rows.map((t) => t.at)}::timestamptz[], ${rows.map((t) => t.actor)}::text[],
          ${rows.map((t) => t.actorName)}::text[], ${rows.map((t) => t.command)}::text[],
          ${rows.map((t) => t.from)}::text[], ${rows.map((t) => t.to)}::text[], ${rows.map((t) => t.reason)}::text[],
          ${rows.map((t) => t.departmentId)}::text[], ${rows.map((t) => t.returnCount)}::int[],
          ${rows.map((t) => t.reworkCount)}::int[]
        ) as t (case_id, version, at, actor, actor_name, command, from_status, to_status, reason, department_id,
          return_count, rework_count)`),
  );

/** The next number of a day follows the last one of the history. */
export const insertCaseNumbers = (tx: Executor, serials: readonly { day: string; last: number }[]): Promise<number> =>
  tx.execute(sql`
    insert into case_numbers (day, last)
    select n.day, n.last
    from unnest(${serials.map((s) => s.day)}::date[], ${serials.map((s) => s.last)}::int[]) as n (day, last)`);
