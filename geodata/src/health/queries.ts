// SQL of health: until when any gateway is known to have received messages.
import { z } from "zod";
import type { Executor } from "../database.ts";
import { sql } from "../sql.ts";

export const lastHeartbeat = async (executor: Executor): Promise<Date | null> =>
  (await executor.one(sql`select max(heard_until) as at from gateways`, z.object({ at: z.date().nullable() }))).at;
