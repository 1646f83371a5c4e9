// Residents, grid workers and patrols who report cases (上报), over HTTP like any partner system.
import { type CaseReport, CaseView } from "@minqing/core/case/case";
import type { Position } from "@minqing/core/geo/position";
import { streamFor } from "@minqing/core/random/stream";
import type { Agenda } from "../agenda.ts";
import type { BoardWatch } from "../change/board-watch.ts";
import { moved } from "../geo/metres.ts";
import type { Track } from "../geo/track.ts";
import { alongTrack } from "../geo/track.ts";
import type { CityClient } from "../http/city-client.ts";
import type { Log } from "../log.ts";
import { pickFrom, pickWeighted } from "../random/pick.ts";
import type { Road } from "../road/road-graph.ts";
import { published } from "../road/vehicle.ts";
import type { World } from "../world.ts";
import { complaintOf } from "./complaint.ts";
import { inventedContact } from "./invented-contact.ts";

export interface ReporterOptions {
  world: World;
  agenda: Agenda;
  client: CityClient;
  watch: BoardWatch;
  log: Log;
  roads: readonly Road[];
  reaches: readonly { name: string; track: Track }[];
  categories: ReadonlySet<string>;
  everyMs: number;
}

/** With more open cases than this nobody reports another one: the wall shall stay readable. */
const ENOUGH_OPEN = 120;
/** Rain from which people report what rain does. */
const WET_MM_H = 3;

interface Spot {
  where: "street" | "river";
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
    where: reach === null ? "street" : "river",
    position: published(moved(position, aside(), aside())),
    address: reach === null ? `${road.name}附近` : `${reach.name}岸边`,
  };
}

/** Where it rains more goes wrong: of three places, the wettest. */
function wettest(options: ReporterOptions, next: () => number, atMs: number): { spot: Spot; rainMmH: number } {
  const spots = [0, 1, 2].map(() => {
    const spot = spotOf(options, next);
    return { spot, rainMmH: options.world.sky.rainRateMmH(spot.position, atMs) };
  });
  return spots.reduce((most, other) => (other.rainMmH > most.rainMmH ? other : most));
}

const SOURCES = [
  { item: "citizen" as const, weight: 6 },
  { item: "grid_worker" as const, weight: 4 },
];

/** What somebody reports now; null when there is nothing that the city has a category for. */
export function reportAt(options: ReporterOptions, next: () => number, atMs: number): CaseReport | null {
  const { spot, rainMmH } = wettest(options, next, atMs);
  const words = complaintOf(spot.where, rainMmH >= WET_MM_H, options.categories, next);
  if (words === null) return null;
  const { position, address, where } = spot;
  const source = where === "river" ? "patrol" : pickWeighted(SOURCES, next());
  const contact = source === "citizen" ? inventedContact(next) : null;
  return { ...words, position, crs: "WGS84", address, source, ...(contact === null ? {} : { contact }) };
}

export function startReporters(options: ReporterOptions): void {
  const { world, agenda, client, watch, log, everyMs } = options;
  const next = streamFor(world.seed, "case/reporters");
  const report = async (atMs: number): Promise<void> => {
    const wanted = reportAt(options, next, atMs);
    if (wanted !== null) await client.ask((api) => api.cases.$post({ json: wanted, header: {} }), CaseView);
  };
  const goOn = (dueMs: number): void => {
    agenda.at(dueMs, () => {
      const open = watch.board?.case.size ?? ENOUGH_OPEN;
      if (open < ENOUGH_OPEN) report(dueMs).catch((error: unknown) => log.trouble("report", error));
      goOn(Date.now() + everyMs * (0.4 + 1.2 * next()));
    });
  };
  goOn(Date.now() + everyMs / 4);
}
