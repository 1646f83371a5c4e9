// SQL that reads cases (案件): the view that every screen gets, lists, the log of one case, neighbours, density.
import type { Scope } from "@minqing/core/access/scope";
import { CaseView } from "@minqing/core/case/case";
import { forReporter, publicStatusOf, REPORTER_GRID_DEG, REPORTER_SOURCE } from "@minqing/core/case/reporter-view";
import { CASE_STATUSES } from "@minqing/core/case/status";
import { z } from "zod";
import {
  inBboxSql,
  inRegionSql,
  pointSql,
  regionNameSql,
  seesCaseSql,
  seesWholeSql,
  withinTimeSql,
} from "../access/scope-queries.ts";
import type { Executor } from "../database.ts";
import { instant, nullableInstant } from "../instant.ts";
import type { ListFilter } from "../list-filter.ts";
import { json, type Sql, sql } from "../sql.ts";

const WholeRow = CaseView.extend({
  reportedAt: instant,
  statusSince: instant,
  clockSince: nullableInstant,
  approachingAt: nullableInstant,
  deadlineAt: nullableInstant,
  closedAt: nullableInstant,
  /** False: the reader sees the case for the own report alone. */
  whole: z.boolean(),
});

const CaseRow = WholeRow.transform(({ whole, ...view }): CaseView => (whole ? view : forReporter(view)));

const viewsWhere = (whole: Sql, where: Sql, tail: Sql = sql``): Sql => sql`
  select ${whole} as whole, c.id, c.number, c.kind, c.category, coalesce(g.name_zh, c.category) as category_name_zh,
    coalesce(g.name_en, c.category) as category_name_en, c.title, c.status, c.priority, c.source,
    c.source_id, c.region_code, ${regionNameSql(sql`c.region_code`)} as region_name, c.reach_code,
    ${pointSql(sql`c.geom`)} as position, c.address, c.department_id, d.name as department_name,
    c.reported_at, c.status_since, c.clock_since, c.approaching_at, c.deadline_at,
    c.closed_at, c.return_count, c.rework_count, c.marks, c.secrecy, c.version, c.synthetic
  from cases c
  left join case_categories g on g.code = c.category and g.edition = c.category_edition
  left join departments d on d.id = c.department_id
  where ${where} ${tail}`;

/** The views of these cases, in no particular order. */
export const caseViews = (executor: Executor, ids: readonly string[]): Promise<CaseView[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : executor.query(viewsWhere(sql`true`, sql`c.id = any(${ids}::uuid[])`), CaseRow);

export interface SeenCase {
  view: CaseView;
  /** Whether it is seen for the own report alone; the view is then a reporter's. */
  asReporter: boolean;
}

/** Null when there is none in scope. */
export async function seenCase(executor: Executor, scope: Scope, id: string): Promise<SeenCase | null> {
  const where = sql`c.id = ${id}::uuid and ${seesCaseSql(scope, sql`c`)}`;
  const [row] = await executor.query(viewsWhere(seesWholeSql(scope, sql`c`), where), WholeRow);
  if (row === undefined) return null;
  const { whole, ...view } = row;
  return { view: whole ? view : forReporter(view), asReporter: !whole };
}

/** Cases that still need action: core's `isCaseOnBoard`. */
export const casesOnBoard = (executor: Executor, scope: Scope): Promise<CaseView[]> =>
  executor.query(
    viewsWhere(seesWholeSql(scope, sql`c`), sql`c.ended_at is null and ${seesCaseSql(scope, sql`c`)}`),
    CaseRow,
  );

/** The place that a reader is shown: a reporter's is on a grid. */
const shownPlaceSql = ({ own }: Scope, whole: Sql): Sql =>
  own === null ? sql`c.geom` : sql`case when ${whole} then c.geom else st_snaptogrid(c.geom, ${REPORTER_GRID_DEG}) end`;

/** The status that a reader is shown: its own, or the one that stands for the public stage. */
const shownStatusSql = (whole: Sql): Sql => sql`
  case when ${whole} then c.status else (${json(PUBLIC_STATUSES)}::jsonb ->> c.status) end`;

const PUBLIC_STATUSES = Object.fromEntries(CASE_STATUSES.map((status) => [status, publicStatusOf(status)]));

export interface CaseFilter extends ListFilter {
  statuses: readonly string[] | null;
  priorities: readonly number[] | null;
  category: string | null;
  departmentId: string | null;
  source: string | null;
}

/** Newest first by when they were reported. */
export function listCases(executor: Executor, filter: CaseFilter): Promise<CaseView[]> {
  const code = sql`c.region_code`;
  const { before } = filter;
  // A filter on what a reporter is not told would tell it.
  const whole = seesWholeSql(filter.scope, sql`c`);
  const parts = [
    seesCaseSql(filter.scope, sql`c`),
    inRegionSql(filter.region, code),
    inBboxSql(filter.bbox, shownPlaceSql(filter.scope, whole)),
    withinTimeSql(filter.since, filter.until, sql`c.reported_at`),
    ...(filter.statuses === null ? [] : [sql`${shownStatusSql(whole)} = any(${filter.statuses}::text[])`]),
    ...(filter.priorities === null ? [] : [sql`c.priority = any(${filter.priorities}::smallint[])`]),
    ...(filter.category === null ? [] : [sql`c.category = ${filter.category}`]),
    ...(filter.departmentId === null ? [] : [sql`${whole} and c.department_id = ${filter.departmentId}`]),
    ...(filter.source === null
      ? []
      : [sql`case when ${whole} then c.source else ${REPORTER_SOURCE} end = ${filter.source}`]),
    ...(before === null ? [] : [sql`(c.reported_at, c.id) < (${before.at}::timestamptz, ${before.id}::uuid)`]),
  ];
  const where = parts.reduce((left, right) => sql`${left} and ${right}`);
  return executor.query(
    viewsWhere(whole, where, sql`order by c.reported_at desc, c.id desc limit ${filter.limit}`),
    CaseRow,
  );
}

/** Names of these units. */
export async function departmentNames(executor: Executor, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await executor.query(
    sql`select id, name from departments where id = any(${ids}::text[])`,
    z.object({ id: z.string(), name: z.string() }),
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** The description, which only `GET /api/cases/{id}` returns. */
export async function caseDescription(executor: Executor, id: string): Promise<string | null> {
  const row = z.object({ description: z.string().nullable() });
  return (await executor.one(sql`select description from cases where id = ${id}::uuid`, row)).description;
}

export interface Neighbourhood {
  caseId: string;
  radiusM: number;
  since: Date;
  limit: number;
}

/** Open and closed cases near this one, nearest first: shown so that the same problem is not filed twice. */
export function casesNearby(executor: Executor, scope: Scope, near: Neighbourhood): Promise<CaseView[]> {
  // Degrees at least as wide as the radius at any latitude below 60°: the box the GiST index answers.
  const degrees = near.radiusM / 55_000;
  const own = sql`(select o.geom from cases o where o.id = ${near.caseId}::uuid)`;
  return executor.query(
    viewsWhere(
      seesWholeSql(scope, sql`c`),
      sql`c.id <> ${near.caseId}::uuid and c.geom && st_expand(${own}, ${degrees})
        and st_dwithin(c.geom::geography, ${own}::geography, ${near.radiusM})
        and c.reported_at >= ${near.since}::timestamptz and ${seesCaseSql(scope, sql`c`)}`,
      sql`order by st_distance(c.geom::geography, ${own}::geography), c.id limit ${near.limit}`,
    ),
    CaseRow,
  );
}

/** Positions of all cases since an instant, for the density layer. */
export async function casePositions(
  executor: Executor,
  scope: Scope,
  region: string | null,
  since: Date,
): Promise<[number, number][]> {
  const code = sql`c.region_code`;
  const rows = await executor.query(
    sql`select st_x(c.geom) as lon, st_y(c.geom) as lat from cases c
      where c.reported_at >= ${since}::timestamptz and ${seesCaseSql(scope, sql`c`)} and ${inRegionSql(region, code)}`,
    z.object({ lon: z.number(), lat: z.number() }),
  );
  return rows.map(({ lon, lat }) => [lon, lat]);
}
