// The readings of a vehicle's terminal (车辆): position, speed, heading and activity.
import type { Position } from "@minqing/core/geo/position";
import { roundedPosition } from "../geo/rounded-position.ts";
import type { Values } from "../sensing/sensor.ts";
import { rounded } from "../sensing/sensor.ts";
import { type DriveOptions, startDrive } from "./drive.ts";

/** The reading of a device that moves. */
export interface MovingReading {
  values: Values;
  position: Position;
}

export function vehicleReadings(options: DriveOptions): (atMs: number) => MovingReading {
  const drive = startDrive(options);
  return (atMs) => {
    const { position, headingDeg, speedKmh } = drive(atMs);
    const duty = speedKmh > 0 ? "en_route" : "working";
    return {
      position: roundedPosition(position),
      values: { speed: rounded(speedKmh, 1), heading: rounded(headingDeg, 0) % 360, duty },
    };
  };
}
