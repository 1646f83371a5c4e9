// Positions as devices and people report them.
import type { Position } from "@minqing/core/geo/position";
import { rounded } from "../sensing/sensor.ts";

/** Seven digits: a centimetre. */
export const roundedPosition = ([lon, lat]: Readonly<Position>): Position => [rounded(lon, 7), rounded(lat, 7)];
