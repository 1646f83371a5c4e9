// The counties and towns of the city: names in both languages for places, and the filter's choices.
import { RegionView } from "@minqing/core/region/region";
import { pageOf } from "../../api/pages.ts";
import { getJson } from "../../api/request.ts";

export async function listRegions(): Promise<RegionView[]> {
  const [counties, towns] = await Promise.all(
    ["county", "town"].map((level) => getJson("/api/regions", pageOf(RegionView), { level })),
  );
  return [...(counties?.items ?? []), ...(towns?.items ?? [])];
}
