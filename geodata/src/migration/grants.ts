// What the application role may do: read and write rows, never the schema, and never change a log.
import { z } from "zod";
import type { Executor } from "../database.ts";
import { sql } from "../sql.ts";
import { fileStatement } from "./queries.ts";

/** The application never updates or deletes rows of these tables; the owner purges old rows where that is allowed. */
const APPEND_ONLY = [
  "change_log",
  "case_acts",
  "alarm_acts",
  "report_contacts",
  "audit_events",
  "audit_chain",
  "audit_heads",
  "organisation_history",
] as const;

/** Runs again after each migration, in its own transaction; idempotent. */
export async function grantToApplication(tx: Executor, role: string): Promise<void> {
  const { name, owner } = await tx.one(
    sql`select quote_ident(${role}) as name, quote_ident(current_user) as owner`,
    z.object({ name: z.string(), owner: z.string() }),
  );
  await tx.execute(
    fileStatement(`
      grant usage on schema minqing to ${name};
      grant select, insert, update, delete on all tables in schema minqing to ${name};
      grant usage, select on all sequences in schema minqing to ${name};
      revoke insert, update, delete on minqing.schema_migrations from ${name};
      alter default privileges for role ${owner} in schema minqing
        grant select, insert, update, delete on tables to ${name};
      alter default privileges for role ${owner} in schema minqing grant usage, select on sequences to ${name};`),
  );
  const logs = await tx.query(
    sql`select relname as name from pg_class
        where relnamespace = 'minqing'::regnamespace and relname = any(${APPEND_ONLY}::text[])`,
    z.object({ name: z.string() }),
  );
  for (const log of logs) {
    await tx.execute(fileStatement(`revoke update, delete, truncate on minqing.${log.name} from ${name}`));
  }
}
