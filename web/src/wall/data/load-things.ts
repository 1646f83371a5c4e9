// Loads the things of the wall with their kinds, once and then periodically, because things are added and moved.

import { decodeFrame } from "@minqing/core/live/frame";
import { listThings } from "../../api/city.ts";
import { listThingKinds } from "../../api/reference.ts";
import { getBytes } from "../../api/request.ts";
import { putThings } from "./city-store.ts";
import { nameMovingThings, putPositions } from "./moving.ts";

export async function loadThings(): Promise<number> {
  const [rows, things] = await Promise.all([listThingKinds(), listThings({ onWall: true })]);
  const kinds = new Map(rows.map((kind) => [kind.code, kind]));
  putThings(things, kinds);
  nameMovingThings(things, kinds);
  // Frames that came before the kinds of things were known were dropped, so all positions are read once.
  putPositions(decodeFrame(await getBytes("/api/live/positions")));
  return things.length;
}
