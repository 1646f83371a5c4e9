// Routes of the audit trail, for the audit administrator: search, state, verify, export.
import { Readable } from "node:stream";
import { createRoute } from "@hono/zod-openapi";
import { AuditResult, doneBy } from "@minqing/core/audit/event";
import { AuditView } from "@minqing/core/audit/row";
import { newestHead } from "@minqing/geodata/audit/chain-queries";
import { canOnlyAppend, countAudit, listAudit, writeAudit } from "@minqing/geodata/audit/queries";
import { z } from "zod";
import { limitUpTo, TimeQuery } from "../http/list-query.ts";
import { encodePageEnd, PAGE_CURSOR, pageOf } from "../http/page-cursor.ts";
import { pageSchema } from "../http/page-schema.ts";
import { jsonAnswer, newRouter } from "../http/router.ts";
import type { ServerContext } from "../server-context.ts";
import { exportText } from "./export.ts";
import { keepDays } from "./retention.ts";
import { verifyDatabase } from "./verify-database.ts";

const tags = ["audit"];
const filterText = z.string().min(1).max(128).optional();

const list = createRoute({
  method: "get",
  path: "/",
  tags,
  operationId: "searchAudit",
  summary: "The audit trail, newest first",
  request: {
    query: z.object({
      actor: filterText,
      action: filterText,
      objectKind: filterText,
      objectId: filterText,
      result: AuditResult.optional(),
      ...TimeQuery.shape,
      limit: limitUpTo(500, 50),
      cursor: PAGE_CURSOR.serial.optional(),
    }),
  },
  responses: { 200: jsonAnswer(pageSchema(AuditView), "A page of rows") },
});

const State = z.object({
  events: z.number().int(),
  chained: z.number().int(),
  waiting: z.number().int(),
  head: z
    .object({
      position: z.number().int(),
      hash: z.string(),
      at: z.iso.datetime(),
      keyId: z.string().nullable(),
      signed: z.boolean(),
    })
    .nullable(),
  keepDays: z.number().int(),
  rightsHeld: z
    .boolean()
    .describe("false where the database cannot prevent this program from changing rows: the embedded one"),
});

const state = createRoute({
  method: "get",
  path: "/state",
  tags,
  operationId: "readAuditState",
  summary: "Number of rows, number of chained rows, and the newest head",
  responses: { 200: jsonAnswer(State, "The state") },
});

const Verification = z.object({
  checked: z.number().int(),
  firstDisagreement: z
    .object({
      position: z.number().int(),
      auditId: z.number().int().nullable(),
      expected: z.string(),
      got: z.string(),
    })
    .nullable(),
  heads: z.object({
    signed: z.number().int().describe("with a signature of the key in use"),
    unproven: z.number().int().describe("unsigned, or signed with another key"),
  }),
});

const verify = createRoute({
  method: "post",
  path: "/verify",
  tags,
  operationId: "verifyAudit",
  summary: "Verify the whole chain; names the first row that does not match",
  responses: { 200: jsonAnswer(Verification, "The result") },
});

/** Typed as any string: the contract's type has no JSON lines. */
const JSON_LINES: string = "application/x-ndjson";

const exporting = createRoute({
  method: "get",
  path: "/export",
  tags,
  operationId: "exportAudit",
  summary: "The chained rows, or those of a period, as JSON lines for `npm run audit -- verify`",
  request: { query: TimeQuery },
  responses: {
    200: { description: "JSON lines", content: { [JSON_LINES]: { schema: z.string() } } },
  },
});

async function stateOf({ db, now }: ServerContext): Promise<z.infer<typeof State>> {
  const { events, chained } = await countAudit(db);
  const head = await newestHead(db);
  return {
    events,
    chained,
    waiting: events - chained,
    head: head && {
      position: head.position,
      hash: head.hash,
      at: head.at,
      keyId: head.keyId,
      signed: head.keyId !== null,
    },
    keepDays: await keepDays(db, now()),
    rightsHeld: await canOnlyAppend(db),
  };
}

export const auditRoutes = (context: ServerContext) => {
  const { db, now, auditKey } = context;
  return newRouter()
    .openapi(list, async (c) => {
      const { cursor = null, limit, ...query } = c.req.valid("query");
      const { actor = null, action = null, objectKind = null, objectId = null, result = null } = query;
      const { since = null, until = null } = query;
      const filter = { actor, action, objectKind, objectId, result, since, until };
      const rows = await listAudit(db, { ...filter, before: cursor, limit: limit + 1 });
      return c.json(
        pageOf(rows, limit, ({ at, id }) => encodePageEnd(at, String(id))),
        200,
      );
    })
    .openapi(state, async (c) => c.json(await stateOf(context), 200))
    .openapi(verify, async (c) => {
      const verification = await verifyDatabase({ db, now, verifier: auditKey });
      const { checked, firstDisagreement } = verification;
      const detail = { checked, firstDisagreement: firstDisagreement && { ...firstDisagreement } };
      await writeAudit(db, doneBy(c.get("session").actor, now(), { action: "audit.verify", detail }));
      return c.json(verification, 200);
    })
    .openapi(exporting, async (c) => {
      const { since = null, until = null } = c.req.valid("query");
      const at = now();
      const detail = { since: since?.toISOString() ?? null, until: until?.toISOString() ?? null };
      await writeAudit(db, doneBy(c.get("session").actor, at, { action: "audit.export", detail }));
      const text = exportText(db, { at, since, until, key: auditKey });
      // A fault during the export breaks off the connection, so that the last line is missing.
      const body = Readable.toWeb(Readable.from(bytesOf(text), { objectMode: false })) as ReadableStream;
      return c.newResponse(body, 200, {
        "content-type": JSON_LINES,
        "content-disposition": `attachment; filename="audit-${at.toISOString().slice(0, 10)}.ndjson"`,
        "cache-control": "no-store",
      });
    });
};

async function* bytesOf(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  for await (const text of texts) yield Buffer.from(text);
}
