// Counts forces by class: how many have reported recently, and how many exist.
import { regionPrefix } from "@minqing/core/region/codes";
import type { ThingView } from "@minqing/core/thing/thing";

/** The class of a vehicle, or the role of the person who carries the thing; null for what is no force. */
export function forceClass({ attributes }: Pick<ThingView, "attributes">): string | null {
  const key = attributes["vehicleClass"] ?? attributes["role"];
  return typeof key === "string" ? key : null;
}

export interface ForceCount {
  fresh: number;
  total: number;
}

export function countForces(
  things: readonly ThingView[],
  fresh: ReadonlySet<number>,
  region: string | null,
): ReadonlyMap<string, ForceCount> {
  const prefix = region === null ? "" : regionPrefix(region);
  const counts = new Map<string, ForceCount>();
  for (const thing of things) {
    const key = forceClass(thing);
    if (key === null || thing.spare || !thing.regionCode.startsWith(prefix)) continue;
    const count = counts.get(key) ?? { fresh: 0, total: 0 };
    count.total += 1;
    if (fresh.has(thing.no)) count.fresh += 1;
    counts.set(key, count);
  }
  return counts;
}
