// SQL of the demo's accounts: the counties, units, grid cells and people that get one.
import { z } from "zod";
import type { Database } from "../../database.ts";
import { sql } from "../../sql.ts";

const Place = z.object({ code: z.string(), name: z.string() });

const County = Place.extend({ reachCodes: z.array(z.string()) });

const FirstCell = z.object({
  countyCode: z.string(),
  villageCode: z.string(),
  name: z.string(),
  personId: z.string(),
  departmentId: z.string().nullable(),
});

/** Counties, with the reaches that are counted in them. */
export const countiesOf = (db: Database): Promise<z.infer<typeof County>[]> =>
  db.query(
    sql`
      select r.code, r.name,
        array(select h.code from reaches h where h.region_code like r.code || '%' order by h.code) as reach_codes
      from regions r where r.level = 'county' order by r.code`,
    County,
  );

/** The county bureaus to which most cases are dispatched. */
const CountyBureau = Place.extend({ county: z.string() });
export type CountyBureau = z.infer<typeof CountyBureau>;

export const countyBureaus = (db: Database): Promise<CountyBureau[]> =>
  db.query(
    sql`
      select d.id as code, d.name, d.region_code as county
      from departments d join regions r on r.code = d.region_code
      where r.level = 'county' and d.kind in ('urban_management', 'water')
      order by d.id`,
    CountyBureau,
  );

/** The first grid cell of each county that has any, with its village and its grid worker. */
export const firstCells = (db: Database) =>
  db.query(
    sql`
      select distinct on (c.code) c.code as county_code, v.code as village_code, v.name, p.id as person_id,
        p.department_id
      from regions c
      join grid_cells g on g.code like c.code || '%'
      join regions v on v.code = left(g.code, 12)
      join people p on p.region_code = g.code
      where c.level = 'county' order by c.code, g.code, p.id`,
    FirstCell,
  );

/** Links people to their demo accounts. */
export const placeDemoPeople = (db: Database, seats: readonly { username: string; personId: string }[]) =>
  db.execute(sql`
    update people p set username = s.username
    from unnest(${seats.map(({ username }) => username)}::text[], ${seats.map(({ personId }) => personId)}::text[])
      s (username, id)
    where p.id = s.id and p.username is null`);

export const demoUsernames = async (db: Database): Promise<Set<string>> => {
  const rows = await db.query(sql`select username from accounts where demo`, z.object({ username: z.string() }));
  return new Set(rows.map((row) => row.username));
};
