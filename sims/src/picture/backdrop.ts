// Draws the background of a picture from the camera's own seed: a street, a junction, a river with its bank, a harbour.
import { lit, type Scene } from "./light.ts";
import type { Colour } from "./raster.ts";

export type Place = "street" | "junction" | "river" | "harbour";

export const HORIZON = 132;

function houses({ raster, light, next }: Scene): void {
  for (let x = -10; x < raster.width; ) {
    const width = 46 + 60 * next();
    const height = 34 + 84 * next();
    const tone = 120 + 70 * next();
    const wall: Colour = [tone, tone * 0.96, tone * 0.88];
    raster.fill([x, HORIZON - height, width, height], lit(light, wall));
    windows({ raster, light, next }, x, HORIZON - height, width, height);
    x += width + 4 * next();
  }
}

function windows({ raster, light, next }: Scene, left: number, top: number, width: number, height: number): void {
  for (let y = top + 8; y < top + height - 10; y += 14) {
    for (let x = left + 6; x < left + width - 8; x += 12) {
      const isLit = light.day < 0.35 && next() < 0.45;
      raster.fill([x, y, 6, 7], isLit ? [236, 204, 128] : lit(light, [82, 92, 104]));
    }
  }
}

function road(scene: Scene, from: number, to: number): void {
  const { raster, light } = scene;
  raster.gradient(
    [0, HORIZON, raster.width, raster.height - HORIZON],
    lit(light, [128, 124, 112]),
    lit(light, [112, 108, 98]),
  );
  raster.trapezium(
    { y: HORIZON, from, to },
    { y: raster.height, from: -60, to: raster.width + 60 },
    lit(light, [74, 76, 80]),
  );
  for (let i = 0; i < 7; i++) {
    const y = HORIZON + 8 + i * i * 5;
    const middle = (from + to) / 2 + (raster.width / 2 - (from + to) / 2) * ((y - HORIZON) / (raster.height - HORIZON));
    raster.fill([middle - 1 - i / 2, y, 2 + i, 4 + 2 * i], lit(light, [214, 210, 190]));
  }
}

function lamps({ raster, light, next }: Scene): void {
  for (let i = 0; i < 3; i++) {
    const x = 40 + (raster.width - 80) * next();
    raster.fill([x, HORIZON - 58, 2, 70], lit(light, [90, 94, 98]));
    raster.fill([x - 8, HORIZON - 60, 18, 3], light.day < 0.35 ? [255, 226, 160] : lit(light, [130, 132, 134]));
  }
}

function water(scene: Scene, bankAt: number): void {
  const { raster, light, next } = scene;
  raster.gradient(
    [0, HORIZON, raster.width, raster.height - HORIZON],
    lit(light, [96, 122, 118]),
    lit(light, [70, 92, 88]),
  );
  for (let i = 0; i < 130; i++) {
    const y = HORIZON + (raster.height - HORIZON) * next() ** 0.8;
    const length = 10 + ((y - HORIZON) / 6) * next();
    raster.fill([raster.width * next(), y, length, 1], lit(light, [150, 172, 168]), 0.5);
  }
  const edge = { y: HORIZON, from: -4, to: bankAt * 0.45 };
  raster.trapezium(edge, { y: raster.height, from: -4, to: bankAt }, lit(light, [104, 116, 78]));
  raster.trapezium(
    { y: HORIZON, from: bankAt * 0.45, to: bankAt * 0.45 + 5 },
    { y: raster.height, from: bankAt, to: bankAt + 22 },
    lit(light, [156, 154, 148]),
  );
}

/** White and red staff gauge at the water's edge. */
function staffGauge({ raster, light }: Scene): void {
  for (let i = 0; i < 12; i++) {
    raster.fill([430, 150 + i * 13, 14, 13], lit(light, i % 2 === 0 ? [236, 236, 232] : [196, 44, 40]));
  }
}

export function drawBackdrop(place: Place, scene: Scene): void {
  if (place === "street" || place === "junction") {
    houses(scene);
    const shift = (scene.next() - 0.5) * 160;
    road(scene, 280 + shift, (place === "junction" ? 400 : 352) + shift);
    if (place === "junction")
      scene.raster.fill([0, HORIZON + 34, scene.raster.width, 26], lit(scene.light, [74, 76, 80]));
    lamps(scene);
    return;
  }
  if (place === "harbour") houses(scene);
  else scene.raster.fill([0, HORIZON - 16, scene.raster.width, 18], lit(scene.light, [84, 104, 76]));
  water(scene, 150 + 120 * scene.next());
  staffGauge(scene);
}
