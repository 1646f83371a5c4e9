// The light of a scene by the hour of the day and the rain, and drawing of sky and rain.
import { type Colour, mixed, type Raster } from "./raster.ts";

export interface Light {
  /** 0 in the dark, 1 at noon. */
  day: number;
  rainMmH: number;
}

/** A picture while it is drawn; `next` draws random numbers. */
export interface Scene {
  raster: Raster;
  light: Light;
  next: () => number;
}

export function lightAt(hour: number, rainMmH: number): Light {
  const sun = Math.max(0, Math.min(1, (Math.cos(((hour - 12.5) / 24) * 2 * Math.PI) + 0.25) * 1.6));
  return { day: sun * (1 - 0.35 * Math.min(1, rainMmH / 30)), rainMmH };
}

const NIGHT: Colour = [14, 18, 28];

/** Returns the colour as it looks in this light. */
export const lit = ({ day }: Light, colour: Colour): Colour => mixed(NIGHT, colour, 0.22 + 0.78 * day);

export function drawSky(raster: Raster, light: Light, horizon: number): void {
  const isRaining = light.rainMmH > 0.5;
  const top: Colour = isRaining ? [104, 112, 122] : [92, 140, 196];
  const bottom: Colour = isRaining ? [160, 166, 172] : [206, 222, 232];
  raster.gradient([0, 0, raster.width, horizon], lit(light, top), lit(light, bottom));
}

/** Draws slanting streaks, more of them in heavier rain. */
export function drawRain(raster: Raster, { rainMmH }: Light, next: () => number): void {
  const streaks = Math.round(Math.min(1, rainMmH / 40) * 380);
  for (let i = 0; i < streaks; i++) {
    const [x, y, length] = [next() * raster.width, next() * raster.height, 8 + 14 * next()];
    for (let k = 0; k < length; k++) raster.blend(x - k * 0.18, y + k, [214, 222, 230], 0.32);
  }
}
