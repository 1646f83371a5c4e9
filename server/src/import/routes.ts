// Routes of imports (导入): a CSV or XLSX file is checked in a dry run, then written as a whole.

import { createRoute } from "@hono/zod-openapi";
import { ImportReport } from "@minqing/core/import/report";
import type { Context } from "hono";
import { z } from "zod";
import { onceContext } from "../act/once.ts";
import { IdempotencyHeader } from "../act/run-once.ts";
import { FILE_TYPES, hasFileBody } from "../http/request-body.ts";
import { jsonAnswer, newRouter } from "../http/router.ts";
import type { ServerEnv } from "../http/server-env.ts";
import { refreshScopes } from "../organisation/refresh-scopes.ts";
import { ProblemError } from "../problem/problem-error.ts";
import type { ServerContext } from "../server-context.ts";
import { importAccounts } from "./import-accounts.ts";
import type { ImportOrder } from "./import-order.ts";
import { importUnits, type UnitImport } from "./import-units.ts";
import { readSheet } from "./read-sheet.ts";
import {
  DEPARTMENT_IMPORT,
  GRID_IMPORT,
  PERSON_IMPORT,
  POST_IMPORT,
  REGION_IMPORT,
  SHIFT_IMPORT,
} from "./unit-imports.ts";

const tags = ["imports"];
const file = { schema: z.any().openapi({ type: "string", format: "binary" }) };

const request = {
  headers: IdempotencyHeader,
  query: z.object({ dryRun: z.enum(["true", "false"]).default("true") }),
  body: { content: { "application/octet-stream": file, "text/csv": file }, required: true },
};

const accounts = createRoute({
  method: "post",
  path: "/accounts",
  tags,
  operationId: "importAccounts",
  summary:
    "Create and change the accounts of a CSV or XLSX file, or report in a dry run what would change; first passwords are returned once",
  request,
  responses: { 200: jsonAnswer(ImportReport, "What was changed, or would be, and every refused cell") },
});

const unitRoute = <P extends string>(path: P, operationId: string, summary: string) =>
  createRoute({
    method: "post",
    path,
    tags,
    request,
    operationId,
    summary: `${summary} of a CSV or XLSX file, or report in a dry run what would change`,
    responses: { 200: jsonAnswer(ImportReport, "What was changed, or would be, and every refused cell") },
  });

const departments = unitRoute("/departments", "importDepartments", "Create and change the departments");
const posts = unitRoute("/posts", "importPosts", "Create and change the posts");
const people = unitRoute("/people", "importPeople", "Create and change the people");
const shifts = unitRoute("/shifts", "importShifts", "Create and change the shifts");
const regions = unitRoute(
  "/regions",
  "importRegions",
  "Create regions on the ground of the regions they follow, and change regions,",
);
const grids = unitRoute(
  "/grids",
  "importGrids",
  "Create grid cells on the ground of the cells they follow, and change grid cells,",
);

async function orderOf(c: Context<ServerEnv>, dryRun: string): Promise<ImportOrder> {
  if (!hasFileBody(c)) {
    const got = c.req.header("content-type") ?? "no content-type";
    throw new ProblemError("unsupported-media-type", `expected ${FILE_TYPES.join(" or ")}, got ${got}`);
  }
  const sheet = await readSheet(new Uint8Array(await c.req.arrayBuffer()));
  return { actor: c.get("session").actor, sheet, isDryRun: dryRun === "true" };
}

const imported = async <Draft extends object, State extends object, Column extends string>(
  context: ServerContext,
  c: Context<ServerEnv>,
  dryRun: string,
  spec: UnitImport<Draft, State, Column>,
): Promise<ImportReport> => importUnits(await onceContext(context, c, { status: 200 }), await orderOf(c, dryRun), spec);

export const importRoutes = (context: ServerContext) =>
  newRouter()
    .openapi(accounts, async (c) =>
      c.json(
        await importAccounts(
          await onceContext(context, c, { status: 200, kept: false }),
          await orderOf(c, c.req.valid("query").dryRun),
        ),
        200,
      ),
    )
    .openapi(departments, async (c) => {
      const report = await imported(context, c, c.req.valid("query").dryRun, DEPARTMENT_IMPORT);
      if (report.written) refreshScopes(context);
      return c.json(report, 200);
    })
    .openapi(posts, async (c) => c.json(await imported(context, c, c.req.valid("query").dryRun, POST_IMPORT), 200))
    .openapi(people, async (c) => c.json(await imported(context, c, c.req.valid("query").dryRun, PERSON_IMPORT), 200))
    .openapi(shifts, async (c) => c.json(await imported(context, c, c.req.valid("query").dryRun, SHIFT_IMPORT), 200))
    .openapi(grids, async (c) => c.json(await imported(context, c, c.req.valid("query").dryRun, GRID_IMPORT), 200))
    .openapi(regions, async (c) => {
      const report = await imported(context, c, c.req.valid("query").dryRun, REGION_IMPORT);
      if (report.written) refreshScopes(context);
      return c.json(report, 200);
    });
