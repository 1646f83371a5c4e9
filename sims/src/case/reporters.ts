// Residents, grid workers and patrols that report cases (上报), over HTTP like any partner system.
import { type CaseReport, CaseView } from "@minqing/core/case/case";
import type { Position } from "@minqing/core/geo/position";
import { streamFor } from "@minqing/core/random/stream";
import type { BoardWatch } from "../change/board-watch.ts";
import { moved } from "../geo/metres.ts";
import { roundedPosition } from "../geo/rounded-position.ts";
import type { Track } from "../geo/track.ts";
import { alongTrack } from "../geo/track.ts";
import type { CityClient } from "../http/city-client.ts";
import type { Log } from "../log.ts";
import { pickFrom, pickWeighted } from "../random/pick.ts";
import type { Road } from "../road/road-graph.ts";
import type { Scheduler } from "../scheduler.ts";
import type { World } from "../world.ts";
import { complaintOf } from "./complaint.ts";
import { inventedContact } from "./invented-contact.ts";

export interface ReporterOptions {
  world: World;
  scheduler: Scheduler;
  client: CityClient;
  watch: BoardWatch;
  log: Log;
  roads: readonly Road[];
  reaches: readonly { name: string; track: Track }[];
  categories: ReadonlySet<string>;
  everyMs: number;
}

/** No reports beyond this number of open cases, so that the wall stays readable. */
const MAX_OPEN_CASES = 120;
/** Rain from which people report damage by rain. */
const WET_MM_H = 3;

interface Spot {
  kind: "street" | "river";
  position: Position;
  address: string;
}

function spotOf({ roads, reaches }: ReporterOptions, next: () => number): Spot {
  const reach = reaches.length > 0 && next() < 0.18 ? pickFrom(reaches, next()) : null;
  const road = pickFrom(roads, next());
  const track = reach?.track ?? road.track;
  const { position } = alongTrack(track, next() * track.lengthM);
  const aside = (): number => (next() - 0.5) * 50;
  return {
    kind: reach === null ? "street" : "river",
    position: roundedPosition(moved(position, aside(), aside())),
    address: reach === null ? `${road.name}附近` : `${reach.name}岸边`,
  };
}

/** The wettest of three random places, because rain causes reports. */
function wettestOf(options: ReporterOptions, next: () => number, atMs: number): { spot: Spot; rainMmH: number } {
  const spots = [0, 1, 2].map(() => {
    const spot = spotOf(options, next);
    return { spot, rainMmH: options.world.sky.rainRateMmH(spot.position, atMs) };
  });
  return spots.reduce((wettestSpot, other) => (other.rainMmH > wettestSpot.rainMmH ? other : wettestSpot));
}

const SOURCES = [
  { item: "citizen" as const, weight: 6 },
  { item: "grid_worker" as const, weight: 4 },
];

/** The next report; null when the city has no category for it. */
export function reportAt(options: ReporterOptions, next: () => number, atMs: number): CaseReport | null {
  const { spot, rainMmH } = wettestOf(options, next, atMs);
  const complaint = complaintOf(spot.kind, rainMmH >= WET_MM_H, options.categories, next);
  if (complaint === null) return null;
  const { position, address, kind } = spot;
  const source = kind === "river" ? "patrol" : pickWeighted(SOURCES, next());
  const contact = source === "citizen" ? inventedContact(next) : null;
  return { ...complaint, position, crs: "WGS84", address, source, ...(contact === null ? {} : { contact }) };
}

export function startReporters(options: ReporterOptions): void {
  const { world, scheduler, client, watch, log, everyMs } = options;
  const next = streamFor(world.seed, "case/reporters");
  const report = async (atMs: number): Promise<void> => {
    const caseReport = reportAt(options, next, atMs);
    if (caseReport !== null) await client.request((api) => api.cases.$post({ json: caseReport, header: {} }), CaseView);
  };
  const scheduleNext = (dueMs: number): void => {
    scheduler.at(dueMs, () => {
      const open = watch.board?.case.size ?? MAX_OPEN_CASES;
      if (open < MAX_OPEN_CASES) report(dueMs).catch((error: unknown) => log.error("report", error));
      scheduleNext(Date.now() + everyMs * (0.4 + 1.2 * next()));
    });
  };
  scheduleNext(Date.now() + everyMs / 4);
}
