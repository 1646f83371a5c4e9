// Marks (暗记): every object of the city gets a word of its own in all its texts. An answer may contain the marks and the ids of
// what its reader sees, and no others: whatever the field, the message or the header they stand in.
import type { Scope } from "@minqing/core/access/scope";
import { CaseStanding, type Standing, seesAsReporter, seesCase } from "@minqing/core/access/standing";
import type { Database } from "@minqing/geodata/database";
import { type Sql, sql } from "@minqing/geodata/sql";
import { z } from "zod";
import { CHANNELS, type Placed } from "./channels.ts";

export interface Marked {
  kind: string;
  id: string;
  /** What gives it away: its mark, its id, its number. */
  tokens: readonly string[];
  isSeenBy(scope: Scope): boolean;
}

/** The mark of an object: a word that nothing else contains. */
const markSql = (kind: string, id: Sql): Sql => sql`'zx' || substr(md5(${kind} || ${id}), 1, 12)`;

/** Puts the marks into every text that people or devices have given an object. */
async function plant(owner: Database): Promise<void> {
  const mark = (kind: string, id: Sql) => markSql(kind, id);
  await owner.execute(sql`update cases set title = left(title, 40) || ' ' || ${mark("case", sql`id::text`)},
    description = ${mark("case", sql`id::text`)}, address = ${mark("case", sql`id::text`)}`);
  await owner.execute(sql`update reports set title = ${mark("report", sql`id::text`)},
    description = ${mark("report", sql`id::text`)}, address = ${mark("report", sql`id::text`)}`);
  await owner.execute(sql`update alarms set name_zh = ${mark("alarm", sql`id::text`)},
    name_en = ${mark("alarm", sql`id::text`)}`);
  await owner.execute(sql`update things set name = ${mark("thing", sql`id`)}`);
  await owner.execute(sql`update cameras set name = ${mark("camera", sql`id`)}`);
  await owner.execute(sql`update warnings set title_zh = ${mark("warning", sql`id::text`)},
    title_en = ${mark("warning", sql`id::text`)}`);
}

const CaseFacts = z.object({ id: z.string(), number: z.string() });
const ReportFacts = z.object({ id: z.string(), reporter: z.string().nullable(), standing: CaseStanding });

/** The lists whose objects are marked. */
const LISTS = {
  case: "GET /api/cases",
  alarm: "GET /api/alarms",
  detection: "GET /api/detections",
  warning: "GET /api/warnings",
  thing: "GET /api/things",
  camera: "GET /api/cameras",
  component: "GET /api/components",
} as const;

/** Plants the marks; returns every object with what gives it away. */
export async function markEverything(owner: Database, Row: z.ZodType<Placed>): Promise<Marked[]> {
  await plant(owner);
  const numbers = new Map(
    (await owner.query(sql`select id::text, number from cases`, CaseFacts)).map(({ id, number }) => [id, number]),
  );
  const marks = async (kind: string, ids: readonly string[]): Promise<Map<string, string>> =>
    new Map(
      (
        await owner.query(
          sql`select id, ${markSql(kind, sql`id`)} as mark from unnest(${ids}::text[]) as t (id)`,
          z.object({ id: z.string(), mark: z.string() }),
        )
      ).map(({ id, mark }) => [id, mark]),
    );
  const marked: Marked[] = [];
  for (const [kind, route] of Object.entries(LISTS)) {
    const channel = CHANNELS.find((each) => each.kind === "list" && each.route === route);
    if (channel === undefined || channel.all === null) throw new Error(`expected a list ${route}, got none`);
    const rows = await owner.query(channel.all, Row);
    const words = await marks(
      kind,
      rows.map(({ id }) => id),
    );
    for (const row of rows) {
      const number = kind === "case" ? (numbers.get(row.id) ?? []) : [];
      const tokens = [row.id, words.get(row.id) ?? row.id, number].flat();
      marked.push({ kind, id: row.id, tokens, isSeenBy: (scope) => channel.sees(scope, row) });
    }
  }
  const reports = await owner.query(
    sql`
      select r.id::text, r.reporter, jsonb_build_object('code', c.region_code, 'reach', c.reach_code, 'lead', c.department_id,
        'assisting', c.assisting, 'reporters', c.reporters, 'assignees', c.assignees, 'secrecy', c.secrecy) as standing
      from reports r join cases c on c.id = r.case_id`,
    ReportFacts,
  );
  const words = await marks(
    "report",
    reports.map(({ id }) => id),
  );
  for (const { id, reporter, standing } of reports) {
    const isSeenBy = (scope: Scope) =>
      seesCase(scope, standing) && (!seesAsReporter(scope, standing as Standing) || reporter === scope.own);
    // A migrated report has its case's id.
    const tokens = numbers.has(id) ? [words.get(id) ?? id] : [id, words.get(id) ?? id];
    marked.push({ kind: "report", id, tokens, isSeenBy });
  }
  return marked;
}

/** Words of an answer that may be a mark, an id or a number: each at least eight characters of letters, digits, `-` and `_`. */
const WORDS = /[\w-]{8,}/g;

/** Finds what gives away objects that a reader does not see. */
export class Leaks {
  readonly #ownerOf: ReadonlyMap<string, Marked>;

  constructor(marked: readonly Marked[]) {
    this.#ownerOf = new Map(marked.flatMap((object) => object.tokens.map((token) => [token, object] as const)));
  }

  /** "kind id" of each object that the text gives away; `said`: what the request itself named. */
  in(text: string, scope: Scope, said: readonly string[] = []): string[] {
    const found = new Set<string>();
    for (const [word] of text.matchAll(WORDS)) {
      const object = this.#ownerOf.get(word);
      if (object === undefined || said.includes(word) || object.isSeenBy(scope)) continue;
      found.add(`${object.kind} ${object.id}`);
    }
    return [...found];
  }
}
