// Open and closed cases near the position of a report, shown so that the same thing is not filed twice.
import type { CaseView } from "@minqing/core/case/case";
import { isEnded } from "@minqing/core/case/stages";
import { useEffect, useState } from "react";
import { listCases } from "../../api/cases.ts";
import { distanceM } from "../map/edge-tag.ts";

export const DUPLICATE_RADIUS_M = 200;
const SINCE_MS = 30 * 86_400_000;
const WAIT_MS = 250;
const METRES_PER_DEGREE = 111_320;

export interface Nearby {
  row: CaseView;
  metres: number;
}

export type Duplicates =
  | { is: "nowhere" }
  | { is: "reading" }
  | { is: "read"; rows: Nearby[] }
  | { is: "failed"; why: string; atMs: number };

/** Open cases first, then by distance. */
const byUse = (a: Nearby, b: Nearby): number =>
  Number(isEnded(a.row.status)) - Number(isEnded(b.row.status)) || a.metres - b.metres;

async function read(lon: number, lat: number): Promise<Nearby[]> {
  const dLat = DUPLICATE_RADIUS_M / METRES_PER_DEGREE;
  const dLon = dLat / Math.cos((lat * Math.PI) / 180);
  const { items } = await listCases({
    bbox: [lon - dLon, lat - dLat, lon + dLon, lat + dLat].map((n) => n.toFixed(6)).join(","),
    since: new Date(Date.now() - SINCE_MS).toISOString(),
    limit: 100,
  });
  return items
    .map((row) => ({ row, metres: distanceM([lon, lat], row.position) }))
    .filter(({ metres }) => metres <= DUPLICATE_RADIUS_M)
    .sort(byUse);
}

export function useDuplicates(position: readonly [number, number] | null, attempt: number): Duplicates {
  const [duplicates, setDuplicates] = useState<Duplicates>({ is: "nowhere" });
  const [lon, lat] = position ?? [null, null];
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt reads the same place again
  useEffect(() => {
    if (lon === null || lat === null) {
      setDuplicates({ is: "nowhere" });
      return;
    }
    let isCurrent = true;
    const show = (next: Duplicates) => isCurrent && setDuplicates(next);
    setDuplicates({ is: "reading" });
    const timer = setTimeout(() => {
      read(lon, lat).then(
        (rows) => show({ is: "read", rows }),
        (error: unknown) =>
          show({ is: "failed", why: error instanceof Error ? error.message : String(error), atMs: Date.now() }),
      );
    }, WAIT_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [lon, lat, attempt]);
  return duplicates;
}
