// SQL of reports (上报): one row for what one person or thing says.
import type { Secrecy } from "@minqing/core/access/scope";
import { CaseStatus } from "@minqing/core/case/status";
import { type ReportDraft, ReportView } from "@minqing/core/report/report";
import type { ReportChannel } from "@minqing/core/report/sources";
import { z } from "zod";
import { pointSql } from "../access/scope-queries.ts";
import type { Executor } from "../database.ts";
import { instant, nullableInstant } from "../instant.ts";
import { type Sql, sql } from "../sql.ts";

const ReportRow = ReportView.extend({
  observedAt: nullableInstant,
  reportedAt: nullableInstant,
  receivedAt: instant,
});

const columns = sql`
  r.id, r.case_id, r.channel, r.source, r.reporter, r.entered_by, r.title, r.description, r.category,
  ${pointSql(sql`r.geom`)} as position, r.accuracy_m, r.datum, array[r.sent_lon, r.sent_lat] as sent_position, r.address,
  r.observed_at, r.reported_at, r.received_at, r.synthetic`;

export type NewReport = Pick<
  ReportView,
  "id" | "caseId" | "source" | "title" | "description" | "category" | "address"
> & {
  channel: ReportChannel;
  sourceId: string | null;
  reporter: string | null;
  enteredBy: string;
  position: readonly [number, number];
  sentPosition: readonly [number, number];
  datum: ReportDraft["crs"];
  accuracyM: number | null;
  observedAt: Date | null;
  reportedAt: Date | null;
  receivedAt: Date;
  /** Hash of the draft, for a report whose id comes again; null for what no client has made. */
  draftSha256: Uint8Array | null;
  synthetic: boolean;
};

/**
 * Locks the id of a report until the transaction ends: the same report that comes at the same time waits, and finds this one.
 * An advisory lock, because there is no row yet.
 */
export async function lockReportId(tx: Executor, id: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('minqing report'), hashtext(${id}::uuid::text))`);
}

export async function insertReport(tx: Executor, row: NewReport): Promise<void> {
  await tx.execute(sql`
    insert into reports (id, case_id, channel, source, source_id, reporter, entered_by, title, description, category, geom,
      accuracy_m, datum, sent_lon, sent_lat, address, observed_at, reported_at, received_at, draft_sha256, synthetic)
    values (${row.id}::uuid, ${row.caseId}::uuid, ${row.channel}, ${row.source}, ${row.sourceId}, ${row.reporter},
      ${row.enteredBy}, ${row.title}, ${row.description}, ${row.category},
      st_setsrid(st_makepoint(${row.position[0]}, ${row.position[1]}), 4326), ${row.accuracyM}, ${row.datum},
      ${row.sentPosition[0]}, ${row.sentPosition[1]}, ${row.address}, ${row.observedAt}, ${row.reportedAt},
      ${row.receivedAt}, ${row.draftSha256}, ${row.synthetic})`);
}

/** The reports of a case, in the order in which they came. */
export const reportsOfCase = (executor: Executor, caseId: string): Promise<ReportView[]> =>
  executor.query(
    sql`select ${columns} from reports r where r.case_id = ${caseId}::uuid order by r.received_at, r.id`,
    ReportRow,
  );

export async function findReport(executor: Executor, id: string): Promise<ReportView | null> {
  return (await executor.query(sql`select ${columns} from reports r where r.id = ${id}::uuid`, ReportRow))[0] ?? null;
}

const Made = z.object({ enteredBy: z.string(), caseId: z.string(), draftSha256: z.instanceof(Uint8Array).nullable() });

/** What a report whose id comes again is compared with; null for a new id. */
export async function reportMade(executor: Executor, id: string): Promise<z.infer<typeof Made> | null> {
  const rows = await executor.query(
    sql`select r.entered_by, r.case_id, r.draft_sha256 from reports r where r.id = ${id}::uuid`,
    Made,
  );
  return rows[0] ?? null;
}

const OwnRow = ReportRow.extend({ caseNumber: z.string(), status: CaseStatus, answer: z.string().nullable() });
export type OwnReportRow = z.infer<typeof OwnRow>;

/** The answer (答复) of a case: the note of its closing, or the reason for which it was rejected or cancelled. */
const answerSql = sql`(
  select coalesce(a.detail ->> 'reason', a.detail ->> 'note') from case_acts a
  where a.case_id = c.id and c.ended_at is not null and a.from_status is distinct from a.to_status
  order by a.seq desc limit 1)`;

/** Whose reports, and up to which grade of their cases: above it a case is never seen, not even by its reporter. */
export type Reporter = { username: string; clearance: Secrecy };

const ownWhere = ({ username, clearance }: Reporter, where: Sql, tail: Sql = sql``): Sql => sql`
  select ${columns}, c.number as case_number, c.status, ${answerSql} as answer
  from reports r join cases c on c.id = r.case_id
  where r.reporter = ${username} and c.secrecy <= ${clearance} and ${where} ${tail}`;

/** The account's own reports, newest first. */
export const ownReports = (
  executor: Executor,
  reporter: Reporter,
  { before, limit }: { before: { at: Date; id: string } | null; limit: number },
): Promise<OwnReportRow[]> => {
  const page =
    before === null ? sql`true` : sql`(r.received_at, r.id) < (${before.at}::timestamptz, ${before.id}::uuid)`;
  return executor.query(ownWhere(reporter, page, sql`order by r.received_at desc, r.id desc limit ${limit}`), OwnRow);
};

/** The account's own report; null for another's. */
export async function ownReport(executor: Executor, reporter: Reporter, id: string): Promise<OwnReportRow | null> {
  return (await executor.query(ownWhere(reporter, sql`r.id = ${id}::uuid`), OwnRow))[0] ?? null;
}

/** The account's own reports of one case. */
export const ownReportsOfCase = (executor: Executor, reporter: Reporter, caseId: string): Promise<OwnReportRow[]> =>
  executor.query(ownWhere(reporter, sql`r.case_id = ${caseId}::uuid`, sql`order by r.received_at, r.id`), OwnRow);

/** Locks a report; null when there is none. */
export async function lockReport(tx: Executor, id: string): Promise<ReportView | null> {
  const rows = await tx.query(
    sql`select ${columns} from reports r where r.id = ${id}::uuid for update of r`,
    ReportRow,
  );
  return rows[0] ?? null;
}

export async function moveReportTo(tx: Executor, id: string, caseId: string): Promise<void> {
  await tx.execute(sql`update reports set case_id = ${caseId}::uuid where id = ${id}::uuid`);
}

/** Sets the reporters of a case to those of its reports. Returns them. */
export async function refreshReporters(tx: Executor, caseId: string): Promise<string[]> {
  const row = await tx.one(
    sql`
      update cases c set reporters = coalesce((
        select array_agg(distinct r.reporter order by r.reporter) from reports r
        where r.case_id = c.id and r.reporter is not null), '{}')
      where c.id = ${caseId}::uuid returning c.reporters`,
    z.object({ reporters: z.array(z.string()) }),
  );
  return row.reporters;
}

export const countReports = async (tx: Executor, caseId: string): Promise<number> =>
  (await tx.one(sql`select count(*) as n from reports where case_id = ${caseId}::uuid`, z.object({ n: z.number() }))).n;
