// The counties and towns of the city: their names for places, and the choices of the filter.
import type { RegionView } from "@minqing/core/region/region";
import { listRegions } from "../../api/city.ts";

export async function listCountiesAndTowns(): Promise<RegionView[]> {
  const lists = await Promise.all(["county", "town"].map((level) => listRegions({ level })));
  return lists.flat();
}
