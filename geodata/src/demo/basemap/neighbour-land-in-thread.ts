// Computes the land around the city beside the main thread: it takes 2 s of one core, in which the database is filled.
import { Worker } from "node:worker_threads";
import type { DemoCity } from "../city/demo-city.ts";
import type { Area } from "../city/plane.ts";
import type { NeighbourLandInput } from "./neighbour-land-worker.ts";

export function neighbourLandInThread({ frame, plane }: DemoCity): Promise<Area> {
  const { promise, resolve, reject } = Promise.withResolvers<Area>();
  const input: NeighbourLandInput = { land: frame.land.area, city: frame.area, origin: plane.origin };
  const worker = new Worker(new URL("./neighbour-land-worker.ts", import.meta.url), { workerData: input });
  worker.once("message", resolve);
  worker.once("error", reject);
  // After a message it rejects nothing.
  worker.once("exit", (code) => reject(new Error(`expected the land around the city, got exit code ${code}`)));
  return promise;
}
