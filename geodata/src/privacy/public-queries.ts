// SQL of the public view. It reads no free text of a case and nothing that identifies it.
import { CaseStatus } from "@minqing/core/case/status";
import { z } from "zod";
import { pointSql } from "../access/scope-queries.ts";
import type { Executor } from "../database.ts";
import { sql } from "../sql.ts";

const Point = z.tuple([z.number(), z.number()]);
const PublicRow = z.object({
  categoryNameZh: z.string(),
  categoryNameEn: z.string(),
  status: CaseStatus,
  reportedAt: z.date(),
  cell: z.string(),
  centre: Point,
  position: Point,
  town: z.string(),
  person: z.string().nullable(),
});
export type PublicRow = z.infer<typeof PublicRow>;

/**
 * Cases of the whole city reported since an instant that are not confidential, newest first, each with the centre of
 * the cell that the first `digits` of its code identify. A case that is in no grid cell, only in a region, gets the
 * region's label point as its position.
 */
export const casesOfPeriod = (
  executor: Executor,
  { since, digits }: { since: Date; digits: number },
): Promise<PublicRow[]> =>
  executor.query(
    sql`
      select coalesce(g.name_zh, c.category) as category_name_zh, coalesce(g.name_en, c.category) as category_name_en,
        c.status, c.reported_at, left(c.region_code, ${digits}::int) as cell,
        ${pointSql(sql`coalesce(a.label_point, st_centroid(k.geom), r.label_point)`)} as centre, ${pointSql(sql`case when k.code is null then r.label_point else c.geom end`)} as position,
        coalesce(t.name, '') as town, c.reporters[1] as person
      from cases c
      left join case_categories g on g.code = c.category and g.edition = c.category_edition
      left join grid_cells k on k.code = c.region_code
      left join regions r on r.code = c.region_code
      left join regions a on a.code = left(c.region_code, ${digits}::int)
      left join regions t on t.code = left(c.region_code, 9) and t.level = 'town'
      where c.reported_at >= ${since}::timestamptz and c.secrecy = 0 and coalesce(k.code, r.code) is not null
      order by c.reported_at desc, c.id`,
    PublicRow,
  );
