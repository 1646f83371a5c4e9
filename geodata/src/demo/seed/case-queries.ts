// SQL that writes the history of finished cases: rows, their append-only log, their clocks, and the serials already used.
import { insertActs, writeClocks } from "../../case/act-queries.ts";
import type { Executor } from "../../database.ts";
import { sql } from "../../sql.ts";
import type { DemoCase } from "../city/history.ts";
import type { Plane } from "../city/plane.ts";
import { inBatches } from "./batches.ts";
import { pointHex } from "./ewkb.ts";

export const insertCases = (tx: Executor, plane: Plane, cases: readonly DemoCase[]): Promise<number> =>
  inBatches(cases, (rows) =>
    tx.execute(sql`
      insert into cases (id, number, kind, category, category_edition, title, status, priority, source, region_code,
        geom, address, department_id, reported_at, status_since, closed_at, ended_at, return_count, rework_count, seq,
        version, synthetic)
      select c.id, c.number, c.kind, c.category, c.edition, c.title, c.status, c.priority, c.source, c.region_code,
        c.geom::geometry, c.address, c.department_id, c.reported_at, c.status_since, c.closed_at, c.ended_at,
        c.return_count, c.rework_count, c.seq, c.version, true
      from unnest(
        ${rows.map(({ state }) => state.id)}::uuid[], ${rows.map(({ opening }) => opening.number)}::text[],
        ${rows.map(({ opening }) => opening.kind)}::text[], ${rows.map(({ opening }) => opening.category)}::text[],
        ${rows.map(({ opening }) => opening.categoryEdition)}::text[],
        ${rows.map(({ opening }) => opening.title)}::text[], ${rows.map(({ state }) => state.status)}::text[],
        ${rows.map(({ opening }) => opening.priority)}::int[], ${rows.map(({ opening }) => opening.source)}::text[],
        ${rows.map(({ opening }) => opening.regionCode)}::text[], ${rows.map((c) => pointHex(plane, c.at))}::text[],
        ${rows.map(({ opening }) => opening.address)}::text[], ${rows.map(({ state }) => state.departmentId)}::text[],
        ${rows.map((c) => c.reportedAt)}::timestamptz[], ${rows.map(({ state }) => state.statusSince)}::timestamptz[],
        ${rows.map(({ state }) => state.closedAt)}::timestamptz[],
        ${rows.map(({ state }) => state.endedAt)}::timestamptz[],
        ${rows.map(({ state }) => state.returnCount)}::int[], ${rows.map(({ state }) => state.reworkCount)}::int[],
        ${rows.map(({ state }) => state.seq)}::int[], ${rows.map(({ state }) => state.version)}::int[]
      ) as c (id, number, kind, category, edition, title, status, priority, source, region_code, geom, address,
        department_id, reported_at, status_since, closed_at, ended_at, return_count, rework_count, seq, version)`),
  );

/** Each case of the history has the one report that opened it. */
export const insertCaseReports = (tx: Executor): Promise<number> =>
  tx.execute(sql`
    insert into reports (id, case_id, channel, source, entered_by, title, category, geom, datum, sent_lon, sent_lat, address,
      received_at, synthetic)
    select c.id, c.id, 'console', c.source, 'system', c.title, c.category, c.geom, 'WGS84', st_x(c.geom), st_y(c.geom),
      c.address, c.reported_at, true
    from cases c`);

export const insertCaseActs = (tx: Executor, cases: readonly DemoCase[]): Promise<number> =>
  inBatches(
    cases.flatMap(({ acts }) => acts),
    async (acts) => {
      await insertActs(tx, acts);
      return acts.length;
    },
  );

export const insertCaseClocks = (tx: Executor, cases: readonly DemoCase[]): Promise<number> =>
  inBatches(
    cases.flatMap(({ state, clocks }) => clocks.map((clock) => ({ caseId: state.id, clock }))),
    async (clocks) => {
      await writeClocks(tx, clocks);
      return clocks.length;
    },
  );

/** The next number of a day follows the last one of the history. */
export const insertCaseNumbers = (tx: Executor, serials: readonly { day: string; last: number }[]): Promise<number> =>
  tx.execute(sql`
    insert into case_numbers (day, last)
    select n.day, n.last
    from unnest(${serials.map((s) => s.day)}::date[], ${serials.map((s) => s.last)}::int[]) as n (day, last)`);
