// Whether a query has a row.
import { z } from "zod";
import type { Executor } from "./database.ts";
import { type Sql, sql } from "./sql.ts";

const Found = z.object({ found: z.boolean() });

export const exists = async (executor: Executor, select: Sql): Promise<boolean> =>
  (await executor.one(sql`select exists (${select}) as found`, Found)).found;
