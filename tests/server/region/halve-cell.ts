// Cuts the first grid cell of a county in two, the new one to the east: the small city has one cell in each village.
import type { Database } from "@minqing/geodata/database";
import { sql } from "@minqing/geodata/sql";
import { z } from "zod";

const Halves = z.object({
  west: z.string(),
  east: z.string(),
  village: z.string(),
  /** In the west, within the reach of a neighbouring village's cell. */
  position: z.tuple([z.number(), z.number()]),
});
export type Halves = z.infer<typeof Halves>;

export async function halveCell(owner: Database, county: string): Promise<Halves> {
  const { code } = await owner.one(
    sql`
      select g.code from grid_cells g
      where g.code like ${`${county}%`} and not exists (
        select from grid_cells s where s.village_code = g.village_code and s.code <> g.code)
      order by g.area_m2, g.code limit 1`,
    z.object({ code: z.string() }),
  );
  const [village, east] = [code.slice(0, 12), `${code.slice(0, 12)}801`];
  const half = (from: number, to: number) => sql`(select st_multi(st_collectionextract(st_intersection(g.geom,
    st_makeenvelope(st_xmin(g.geom) + ${from} * (st_xmax(g.geom) - st_xmin(g.geom)), st_ymin(g.geom),
      st_xmin(g.geom) + ${to} * (st_xmax(g.geom) - st_xmin(g.geom)), st_ymax(g.geom), 4326)), 3)))`;
  await owner.execute(sql`
    insert into grid_cells (code, village_code, name, households, area_m2, geom, synthetic)
    select ${east}, village_code, '东网格', 40, st_area(${half(0.5, 1)}::geography), ${half(0.5, 1)}, true
    from grid_cells g where code = ${code}`);
  await owner.execute(sql`
    update grid_cells g set geom = ${half(0, 0.5)}, households = 60, area_m2 = st_area(${half(0, 0.5)}::geography)
    where code = ${code}`);
  return owner.one(
    sql`
      select g.code as west, ${east} as east, ${village} as village, array[st_x(p.at), st_y(p.at)] as position
      from grid_cells g cross join lateral (select st_pointonsurface(g.geom) as at) p
      where g.code = ${code} and exists (select from grid_cells n where n.village_code <> g.village_code
        and st_dwithin(n.geom::geography, p.at::geography, 1900))`,
    Halves,
  );
}
