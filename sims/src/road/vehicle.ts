// A vehicle (车辆) as its terminal reports it: place, speed, heading, and what it is doing.
import type { Position } from "@minqing/core/geo/position";
import type { Values } from "../sensing/sensor.ts";
import { rounded } from "../sensing/sensor.ts";
import { type DriveOptions, startDrive } from "./drive.ts";

export interface Report {
  values: Values;
  position: Position;
}

/** Seven digits: a centimetre. */
export const published = ([lon, lat]: Readonly<Position>): Position => [rounded(lon, 7), rounded(lat, 7)];

export function vehicleReports(options: DriveOptions): (atMs: number) => Report {
  const drive = startDrive(options);
  return (atMs) => {
    const { position, headingDeg, speedKmh } = drive(atMs);
    const duty = speedKmh > 0 ? "en_route" : "working";
    return {
      position: published(position),
      values: { speed: rounded(speedKmh, 1), heading: rounded(headingDeg, 0) % 360, duty },
    };
  };
}
