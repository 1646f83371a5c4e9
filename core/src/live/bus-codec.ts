// A live batch as it crosses the broker between gateway and server: JSON of rows, checked on arrival.
import { z } from "zod";
import type { LiveBatch } from "./bus.ts";

/** No device may read or write it. */
export const LIVE_TOPIC = "minqing/internal/live";

const PositionRow = z.tuple([
  z.number(),
  z.string(),
  z.string().nullable(),
  z.number(),
  z.number(),
  z.number(),
  z.number(),
  z.number(),
]);
const ValueRow = z.tuple([z.number(), z.string(), z.string().nullable(), z.number(), z.number()]);
const WireBatch = z.object({ v: z.literal(2), positions: z.array(PositionRow), values: z.array(ValueRow) });

export function encodeLiveBatch(batch: LiveBatch): string {
  const positions = batch.positions.map((p) => [
    p.no,
    p.regionCode,
    p.reachCode,
    p.lon,
    p.lat,
    p.heading,
    p.speedKmh,
    p.observedAtMs,
  ]);
  const values = batch.values.map((v) => [v.datastream, v.regionCode, v.reachCode, v.value, v.observedAtMs]);
  return JSON.stringify({ v: 2, positions, values });
}

/** Throws if the text is not a live batch of this version. */
export function decodeLiveBatch(text: string): LiveBatch {
  const { positions, values } = WireBatch.parse(JSON.parse(text));
  return {
    positions: positions.map(([no, regionCode, reachCode, lon, lat, heading, speedKmh, observedAtMs]) => ({
      no,
      regionCode,
      reachCode,
      lon,
      lat,
      heading,
      speedKmh,
      observedAtMs,
    })),
    values: values.map(([datastream, regionCode, reachCode, value, observedAtMs]) => ({
      datastream,
      regionCode,
      reachCode,
      value,
      observedAtMs,
    })),
  };
}
