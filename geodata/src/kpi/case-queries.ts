// SQL of the figures about cases. Each is compared with the same time of day before, from the cases' own rows.
import { z } from "zod";
import type { Executor } from "../database.ts";
import { inForceToday } from "../organisation/unit-rows.ts";
import { sql } from "../sql.ts";
import { caseInsideSql, type FigurePlace, insideSql, sameTimeOfDaySql } from "./figure-place.ts";

const CaseCounts = z.object({
  reportedToday: z.number(),
  reportedYesterday: z.number(),
  closedToday: z.number(),
  closedYesterday: z.number(),
  open: z.number(),
  openYesterday: z.number(),
  overdue: z.number(),
  urgentOpen: z.number(),
  newestAt: z.date().nullable(),
  oldestAt: z.date().nullable(),
});
export type CaseCounts = z.infer<typeof CaseCounts>;

/** An ended case has not changed since it ended, so the rows also show which cases were open at an earlier instant. */
export const caseCounts = (executor: Executor, place: FigurePlace): Promise<CaseCounts> => {
  const { now, today } = place;
  const dayBefore = sql`${now}::timestamptz - interval '1 day'`;
  return executor.one(
    sql`
      with c as (
        select c.reported_at, c.closed_at, c.deadline_at, c.priority, c.status_since, c.ended_at
        from cases c where ${caseInsideSql(place, sql`c`)} and c.reported_at <= ${now}::timestamptz)
      select
        count(*) filter (where reported_at >= ${today}::timestamptz) as reported_today,
        count(*) filter (where reported_at >= ${today}::timestamptz - interval '1 day' and reported_at <= ${dayBefore})
          as reported_yesterday,
        count(*) filter (where closed_at >= ${today}::timestamptz) as closed_today,
        count(*) filter (where closed_at >= ${today}::timestamptz - interval '1 day' and closed_at <= ${dayBefore})
          as closed_yesterday,
        count(*) filter (where ended_at is null) as open,
        count(*) filter (where reported_at <= ${dayBefore} and (ended_at is null or ended_at > ${dayBefore}))
          as open_yesterday,
        count(*) filter (where ended_at is null and deadline_at < ${now}::timestamptz) as overdue,
        count(*) filter (where ended_at is null and priority <= 2) as urgent_open,
        max(greatest(status_since, reported_at)) as newest_at, min(reported_at) as oldest_at
      from c`,
    CaseCounts,
  );
};

const ClosedSpan = z.object({
  isToday: z.boolean(),
  closed: z.number(),
  reworked: z.number(),
  /** Closed cases for which the city has set a limit. */
  limited: z.number(),
  onTime: z.number(),
  handlingS: z.number().nullable(),
});
export type ClosedSpan = z.infer<typeof ClosedSpan>;

/**
 * Cases closed today, and on the seven days before up to the same time of day, by their handling clocks. On time (按期处置):
 * the clock stopped by its deadline. Handling time: what the unit had of it, without the time at the command centre.
 */
export const closedSpans = (executor: Executor, place: FigurePlace): Promise<ClosedSpan[]> =>
  executor.query(
    sql`
      with closed as (
        select c.id, c.closed_at >= ${place.today}::timestamptz as is_today, c.rework_count
        from cases c
        where ${caseInsideSql(place, sql`c`)} and ${sameTimeOfDaySql(place, 7, sql`c.closed_at`)}),
      handled as (
        select c.is_today, c.rework_count, k.due_at, k.stopped_at,
          (select sum(extract(epoch from (i ->> 'to')::timestamptz - (i ->> 'from')::timestamptz))
            from jsonb_array_elements(k.intervals) i
            where i ->> 'holder' = 'unit' and i ->> 'state' = 'running')::float8 as handling_s
        from closed c
        left join lateral (
          select k.due_at, k.stopped_at, k.intervals from case_clocks k
          where k.case_id = c.id and k.clock = 'handling' order by k.started_by desc limit 1) k on true)
      select is_today, count(*) as closed, count(*) filter (where rework_count > 0) as reworked,
        count(*) filter (where due_at is not null and stopped_at is not null) as limited,
        count(*) filter (where stopped_at <= due_at) as on_time,
        percentile_cont(0.5) within group (order by handling_s) as handling_s
      from handled group by is_today`,
    ClosedSpan,
  );

const ResponseSpan = z.object({ isToday: z.boolean(), responseS: z.number().nullable() });
export type ResponseSpan = z.infer<typeof ResponseSpan>;

/** Median time from the report to the first step by a person; automatic steps of the system do not count. */
export const responseSpans = (executor: Executor, place: FigurePlace): Promise<ResponseSpan[]> =>
  executor.query(
    sql`
      with reported as (
        select c.id, c.reported_at, c.reported_at >= ${place.today}::timestamptz as is_today from cases c
        where ${caseInsideSql(place, sql`c`)} and ${sameTimeOfDaySql(place, 7, sql`c.reported_at`)}),
      answered as (
        select r.is_today, extract(epoch from min(t.at) - r.reported_at)::float8 as response_s
        from reported r
        join case_acts t on t.case_id = r.id and t.seq > 1 and t.actor <> 'system'
          and t.from_status is distinct from t.to_status
        group by r.id, r.is_today, r.reported_at)
      select is_today, percentile_cont(0.5) within group (order by response_s) as response_s
      from answered group by is_today`,
    ResponseSpan,
  );

const CaseBin = z.object({ bin: z.number(), cases: z.number(), urgent: z.number() });

/** Cases reported per step since an instant; steps without any are absent. */
export const caseBins = (
  executor: Executor,
  place: FigurePlace,
  from: Date,
  stepS: number,
): Promise<z.infer<typeof CaseBin>[]> =>
  executor.query(
    sql`
      select floor(extract(epoch from c.reported_at - ${from}::timestamptz)::float8 / ${stepS})::int as bin,
        count(*) as cases, count(*) filter (where c.priority <= 2) as urgent
      from cases c
      where ${caseInsideSql(place, sql`c`)} and c.reported_at >= ${from}::timestamptz
        and c.reported_at <= ${place.now}::timestamptz
      group by bin order by bin`,
    CaseBin,
  );

const RankedCount = z.object({
  id: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  value: z.number(),
  comparison: z.number(),
});

/** Today's cases by category against yesterday at the same time. */
export const casesByCategory = (executor: Executor, place: FigurePlace, limit: number) =>
  executor.query(
    sql`
      select c.category as id, coalesce(max(g.name_zh), c.category) as name_zh,
        coalesce(max(g.name_en), c.category) as name_en,
        count(*) filter (where c.reported_at >= ${place.today}::timestamptz) as value,
        count(*) filter (where c.reported_at < ${place.today}::timestamptz) as comparison
      from cases c
      left join case_categories g on g.code = c.category and g.edition = c.category_edition
      where ${caseInsideSql(place, sql`c`)} and ${sameTimeOfDaySql(place, 1, sql`c.reported_at`)}
      group by c.category
      order by value desc, comparison desc, id limit ${limit}`,
    RankedCount,
  );

/** Today's cases by county or town against yesterday at the same time; places without any are there with 0. */
export const casesByPlace = (executor: Executor, place: FigurePlace, level: "county" | "town") =>
  executor.query(
    sql`
      select r.code as id, r.name as name_zh, coalesce(r.name_en, r.name) as name_en,
        count(c.id) filter (where c.reported_at >= ${place.today}::timestamptz) as value,
        count(c.id) filter (where c.reported_at < ${place.today}::timestamptz) as comparison
      from regions r
      left join cases c on left(c.region_code, length(r.code)) = r.code
        and ${sameTimeOfDaySql(place, 1, sql`c.reported_at`)} and ${caseInsideSql(place, sql`c`)}
      where r.level = ${level} and ${inForceToday(sql`r`)} and ${insideSql(place, sql`r.code`)}
      group by r.code, r.name, r.name_en
      order by value desc, comparison desc, id`,
    RankedCount,
  );
