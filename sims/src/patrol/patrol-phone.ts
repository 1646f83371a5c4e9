// The readings of a patrol's phone (巡查终端): a river chief along the reach, a grid worker in the streets near by.
import { moved } from "../geo/metres.ts";
import { roundedPosition } from "../geo/rounded-position.ts";
import type { Track } from "../geo/track.ts";
import { smoothNoise } from "../random/noise.ts";
import type { MovingReading } from "../road/vehicle.ts";
import { rounded } from "../sensing/sensor.ts";
import type { World } from "../world.ts";
import { batteryPercent } from "./battery.ts";
import { walkAt } from "./walk.ts";

export interface PhoneOptions {
  world: World;
  id: string;
  track: Track;
  speedKmh: number;
}

/** The position of a phone drifts by some metres. */
const DRIFT_M = 4;
const DRIFT_MS = 45_000;

export function phoneReadings({ world, id, track, speedKmh }: PhoneOptions): (atMs: number) => MovingReading {
  const { seed, startMs } = world;
  return (atMs) => {
    const onFoot = walkAt({ seed, id, track, speedKmh }, startMs, atMs);
    const drift = (axis: string): number => DRIFT_M * smoothNoise(seed, `${id}/${axis}`, atMs, DRIFT_MS);
    return {
      position: roundedPosition(moved(onFoot.position, drift("east"), drift("north"))),
      values: {
        speed: rounded(onFoot.speedKmh, 1),
        heading: rounded(onFoot.headingDeg, 0) % 360,
        battery: batteryPercent(seed, id, atMs),
      },
    };
  };
}
