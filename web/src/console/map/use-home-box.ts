// The bounds that a desk map shows without a selection: the home region.
import { regionLevel } from "@minqing/core/region/codes";
import { useEffect, useState } from "react";
import { useSession } from "../../access/SessionGate.tsx";
import { readRegion } from "../../api/city.ts";
import type { Bounds } from "../../map/map.ts";

/** Returns the bounds of the whole city until the region is read, or when that fails. */
export function useHomeBox(city: Bounds): Bounds {
  const { home } = useSession();
  const [box, setBox] = useState<Bounds | null>(null);
  useEffect(() => {
    if (regionLevel(home) === "city") return;
    let isCurrent = true;
    const show = (next: Bounds | null) => isCurrent && setBox(next);
    readRegion(home).then(
      ({ bbox }) => show(bbox),
      () => show(null),
    );
    return () => {
      isCurrent = false;
    };
  }, [home]);
  return box ?? city;
}
