// SQL of the demo's accounts: which seats the demo city has.
import { z } from "zod";
import type { Database } from "../database.ts";
import { sql } from "../sql.ts";

const Place = z.object({ code: z.string(), name: z.string() });

const County = Place.extend({ reachCodes: z.array(z.string()) });

/** Counties, with the reaches that are counted in them. */
export const countiesOf = (db: Database): Promise<z.infer<typeof County>[]> =>
  db.query(
    sql`
      select r.code, r.name,
        array(select h.code from reaches h where h.region_code like r.code || '%' order by h.code) as "reachCodes"
      from regions r where r.level = 'county' order by r.code`,
    County,
  );

/** The county bureaus that most cases go to. */
export const countyBureaus = (db: Database): Promise<z.infer<typeof Place>[]> =>
  db.query(
    sql`
      select d.id as code, d.name
      from departments d join regions r on r.code = d.region_code
      where r.level = 'county' and d.kind in ('urban_management', 'water')
      order by d.id`,
    Place,
  );

/** Behind the accounts of the command centre's seats stand the first people of its posts. */
export const placeDemoPeople = (db: Database, city: string): Promise<number> =>
  db.execute(sql`
    update people p set username = a.username
    from accounts a
    where a.demo and a.username in ('leader', 'supervisor', 'acceptor', 'dispatcher')
      and p.id = a.username || '-' || ${city} || '-01' and p.username is null`);

export const demoUsernames = async (db: Database): Promise<Set<string>> => {
  const rows = await db.query(sql`select username from accounts where demo`, z.object({ username: z.string() }));
  return new Set(rows.map((row) => row.username));
};
