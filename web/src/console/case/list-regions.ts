// The counties and towns of the city: their names for places, and the choices of the filter.
import { RegionView } from "@minqing/core/region/region";
import { pageOf } from "../../api/pages.ts";
import { getJson } from "../../api/request.ts";

export async function listRegions(): Promise<RegionView[]> {
  const [counties, towns] = await Promise.all(
    ["county", "town"].map((level) => getJson("/api/regions", pageOf(RegionView), { level })),
  );
  return [...(counties?.items ?? []), ...(towns?.items ?? [])];
}
