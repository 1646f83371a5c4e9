// SQL of device credentials.
import { z } from "zod";
import type { Database } from "../database.ts";
import { sql } from "../sql.ts";

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
