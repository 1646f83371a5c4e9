// Loads the things of the wall, once and then periodically, because things are added and moved.

import { decodeFrame } from "@minqing/core/live/frame";
import type { ThingKind } from "@minqing/core/thing/thing";
import { listThings } from "../../api/city.ts";
import { getBytes } from "../../api/request.ts";
import { putThings } from "./city-store.ts";
import { nameMovingThings, putPositions } from "./moving.ts";

const KINDS: readonly ThingKind[] = [
  "river_level",
  "rain_gauge",
  "tide_gauge",
  "flood_point",
  "water_quality",
  "air_station",
  "vehicle",
  "patrol",
];

export async function loadThings(): Promise<number> {
  const lists = [];
  for (const kind of KINDS) lists.push(await listThings({ kind }));
  const things = lists.flat();
  putThings(things);
  nameMovingThings(things);
  // Frames that came before the kinds of things were known were dropped, so all positions are read once.
  putPositions(decodeFrame(await getBytes("/api/live/positions")));
  return things.length;
}
