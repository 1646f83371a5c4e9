// SQL: whether anything has been heard from any device since an instant.
import { z } from "zod";
import type { Database } from "../database.ts";
import { sql } from "../sql.ts";

export const heardSince = async (db: Database, since: Date): Promise<boolean> => {
  const row = await db.one(
    sql`select exists (select 1 from latest_values where received_at >= ${since}) as heard`,
    z.object({ heard: z.boolean() }),
  );
  return row.heard;
};
