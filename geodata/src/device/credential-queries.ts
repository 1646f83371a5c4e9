// SQL of device credentials: what the system administrator changes, the broker edge reads, and the demo creates.
import type { Scope } from "@minqing/core/access/scope";
import { z } from "zod";
import { inPlaceSql } from "../access/scope-queries.ts";
import type { Database, Executor } from "../database.ts";
import { sql } from "../sql.ts";

/** Whether a device is a thing or a camera; null if it is not in scope. */
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

/** False if it had no enabled credential. */
export const disableDeviceCredential = async (tx: Executor, id: string): Promise<boolean> =>
  (await tx.execute(sql`update device_credentials set enabled = false where username = ${id} and enabled`)) === 1;

const CredentialRow = z.object({ username: z.string(), passwordHash: z.string(), kind: z.enum(["thing", "camera"]) });
export type CredentialRow = z.infer<typeof CredentialRow>;

/** The enabled credentials. */
export const readCredentials = (db: Executor): Promise<CredentialRow[]> =>
  db.query(
    sql`
      select username, password_hash, kind from device_credentials where enabled order by username`,
    CredentialRow,
  );

const EnrolRow = z.object({
  id: z.string(),
  camera: z.boolean(),
  kind: z.string(),
  properties: z.array(z.string()),
  spare: z.boolean(),
  enrolled: z.boolean(),
});

/** Every thing and camera, with whether it has a credential. */
export function devicesToEnrol(db: Database): Promise<z.infer<typeof EnrolRow>[]> {
  return db.query(
    sql`
      select t.id, false as camera, t.kind, t.spare, c.username is not null as enrolled,
        coalesce(array_agg(d.observed_property order by d.observed_property)
          filter (where d.id is not null), '{}') as properties
      from things t
      left join datastreams d on d.thing_id = t.id
      left join device_credentials c on c.username = t.id
      group by t.id, c.username
      union all
      select k.id, true, 'camera', k.spare, c.username is not null, '{}'::text[]
      from cameras k
      left join device_credentials c on c.username = k.id
      order by 1`,
    EnrolRow,
  );
}

export interface NewCredential {
  username: string;
  passwordHash: string;
  kind: "thing" | "camera";
}

export async function replaceDeviceCredentials(db: Database, credentials: readonly NewCredential[]): Promise<void> {
  await db.execute(sql`
    insert into device_credentials (username, password_hash, kind)
    select * from unnest(
      ${credentials.map((row) => row.username)}::text[],
      ${credentials.map((row) => row.passwordHash)}::text[],
      ${credentials.map((row) => row.kind)}::text[])
    on conflict (username) do update set password_hash = excluded.password_hash, kind = excluded.kind, enabled = true`);
}
