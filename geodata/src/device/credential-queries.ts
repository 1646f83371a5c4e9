// SQL of one device's credential, as the system administrator changes it.
import type { Scope } from "@minqing/core/access/scope";
import { z } from "zod";
import { inPlaceSql } from "../access/scope-queries.ts";
import type { Executor } from "../database.ts";
import { sql } from "../sql.ts";

/** Whether it is a thing or a camera; null when it is not in scope. */
export async function deviceKind(executor: Executor, scope: Scope, id: string): Promise<"thing" | "camera" | null> {
  const rows = await executor.query(
    sql`
      select d.kind from (
        select id, region_code, reach_code, 'thing' as kind from things
        union all select id, region_code, reach_code, 'camera' from cameras) d
      where d.id = ${id} and ${inPlaceSql(scope, { code: sql`d.region_code`, reach: sql`d.reach_code` })}`,
    z.object({ kind: z.enum(["thing", "camera"]) }),
  );
  return rows[0]?.kind ?? null;
}

export async function setDeviceCredential(
  tx: Executor,
  { id, kind, passwordHash }: { id: string; kind: "thing" | "camera"; passwordHash: string },
): Promise<void> {
  await tx.execute(sql`
    insert into device_credentials (username, password_hash, kind) values (${id}, ${passwordHash}, ${kind})
    on conflict (username) do update set password_hash = excluded.password_hash, kind = excluded.kind, enabled = true`);
}

/** False when it had none. */
export const disableDeviceCredential = async (tx: Executor, id: string): Promise<boolean> =>
  (await tx.execute(sql`update device_credentials set enabled = false where username = ${id} and enabled`)) === 1;
