// Where a map of the desk lies when it is about nothing in particular: the own part of the city.
import { regionLevel } from "@minqing/core/region/codes";
import { useEffect, useState } from "react";
import { useSession } from "../../access/SessionGate.tsx";
import { readRegion } from "../../api/city.ts";
import type { Bounds } from "../../map/map.ts";

/** The whole city until the region has said where it lies, or where it does not answer. */
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
