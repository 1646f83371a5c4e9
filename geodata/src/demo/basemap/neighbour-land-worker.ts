// The thread that computes the land around the city.
import { parentPort, workerData } from "node:worker_threads";
import { type Area, type LonLat, planeAt } from "../city/plane.ts";
import { neighbourLand } from "./neighbour-land.ts";

export interface NeighbourLandInput {
  land: Area;
  city: Area;
  /** Of the plane of both. */
  origin: LonLat;
}

const { land, city, origin } = workerData as NeighbourLandInput;
parentPort?.postMessage(neighbourLand(land, city, planeAt(...origin)));
