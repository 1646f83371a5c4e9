// Imports (导入): a CSV or XLSX file, looked at in a dry run, then written as a whole.
import { createRoute } from "@hono/zod-openapi";
import { ImportReport } from "@minqing/core/import/report";
import type { Context } from "hono";
import { z } from "zod";
import { bringsFile, FILE_TYPES } from "../http/request-body.ts";
import { jsonAnswer, newRouter } from "../http/router.ts";
import type { ServerEnv } from "../http/server-env.ts";
import { ProblemError } from "../problem/problem-error.ts";
import type { ServerContext } from "../server-context.ts";
import { importAccounts } from "./import-accounts.ts";
import { importDepartments } from "./import-departments.ts";
import type { ImportOrder } from "./import-order.ts";
import { readSheet } from "./read-sheet.ts";

const tags = ["imports"];
const file = { schema: z.any().openapi({ type: "string", format: "binary" }) };

const request = {
  query: z.object({ dryRun: z.enum(["true", "false"]).default("true") }),
  body: { content: { "application/octet-stream": file, "text/csv": file }, required: true },
};

const accounts = createRoute({
  method: "post",
  path: "/accounts",
  tags,
  summary: "Make and change the accounts of a CSV or XLSX file, or say what it would do; first passwords are told once",
  request,
  responses: { 200: jsonAnswer(ImportReport, "What was done, or would be, and every cell that is refused") },
});

const departments = createRoute({
  method: "post",
  path: "/departments",
  tags,
  summary: "Make and change the departments of a CSV or XLSX file, or say what it would do",
  request,
  responses: { 200: jsonAnswer(ImportReport, "What was done, or would be, and every cell that is refused") },
});

async function orderOf(c: Context<ServerEnv>, dryRun: string): Promise<ImportOrder> {
  if (!bringsFile(c)) {
    const got = c.req.header("content-type") ?? "no content-type";
    throw new ProblemError("unsupported-media-type", `expected ${FILE_TYPES.join(" or ")}, got ${got}`);
  }
  const sheet = await readSheet(new Uint8Array(await c.req.arrayBuffer()));
  return { actor: c.get("session").actor, sheet, isDryRun: dryRun === "true" };
}

export const importRoutes = (context: ServerContext) =>
  newRouter()
    .openapi(accounts, async (c) =>
      c.json(await importAccounts(context, await orderOf(c, c.req.valid("query").dryRun)), 200),
    )
    .openapi(departments, async (c) =>
      c.json(await importDepartments(context, await orderOf(c, c.req.valid("query").dryRun)), 200),
    );
