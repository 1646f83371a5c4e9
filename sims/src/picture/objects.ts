// Draws the object of a detection into its box: recognisable, not pretty.
import { lit, type Scene } from "./light.ts";
import type { Box, Colour } from "./raster.ts";

export type Shape =
  | "car"
  | "stall"
  | "rubbish"
  | "bin"
  | "puddle"
  | "debris"
  | "smoke"
  | "pit"
  | "boat"
  | "gauge"
  | "people";

type Draw = (scene: Scene, box: Box) => void;

function blob({ raster }: Scene, [left, top, width, height]: Box, colour: Colour, opacity: number): void {
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [dx, dy] = [(2 * x) / width - 1, (2 * y) / height - 1];
      if (dx * dx + dy * dy <= 1) raster.blend(left + x, top + y, colour, opacity);
    }
  }
}

const scatter =
  (colours: readonly Colour[], count: number): Draw =>
  (scene, [left, top, width, height]) => {
    for (let i = 0; i < count; i++) {
      const size = height * (0.12 + 0.2 * scene.next());
      const at: Box = [left + (width - size) * scene.next(), top + (height - size) * scene.next(), size * 1.3, size];
      blob(scene, at, lit(scene.light, colours[i % colours.length] ?? [90, 90, 90]), 0.95);
    }
  };

const car: Draw = (scene, [left, top, width, height]) => {
  const { raster, light, next } = scene;
  const paint: Colour = [60 + 180 * next(), 60 + 160 * next(), 70 + 150 * next()];
  raster.fill([left, top + height * 0.42, width, height * 0.42], lit(light, paint));
  raster.trapezium(
    { y: top + height * 0.1, from: left + width * 0.28, to: left + width * 0.72 },
    { y: top + height * 0.45, from: left + width * 0.12, to: left + width * 0.88 },
    lit(light, [70, 84, 96]),
  );
  for (const x of [0.12, 0.68])
    blob(scene, [left + width * x, top + height * 0.68, width * 0.2, height * 0.3], [22, 22, 24], 1);
  if (light.day < 0.4) blob(scene, [left - 6, top + height * 0.5, 12, 10], [255, 240, 190], 0.8);
};

const stall: Draw = ({ raster, light }, [left, top, width, height]) => {
  raster.trapezium(
    { y: top, from: left + width * 0.3, to: left + width * 0.7 },
    { y: top + height * 0.35, from: left, to: left + width },
    lit(light, [200, 70, 54]),
  );
  raster.fill([left + width * 0.48, top + height * 0.3, 3, height * 0.7], lit(light, [110, 110, 110]));
  raster.fill([left + width * 0.1, top + height * 0.62, width * 0.8, height * 0.22], lit(light, [150, 112, 70]));
  for (let i = 0; i < 5; i++) {
    raster.fill(
      [left + width * (0.14 + i * 0.15), top + height * 0.54, width * 0.1, height * 0.1],
      lit(light, [220, 150 - 20 * i, 40 + 24 * i]),
    );
  }
};

const bin: Draw = (scene, [left, top, width, height]) => {
  scene.raster.fill(
    [left + width * 0.25, top + height * 0.35, width * 0.5, height * 0.65],
    lit(scene.light, [46, 104, 66]),
  );
  scatter(
    [
      [230, 230, 224],
      [40, 44, 60],
      [190, 160, 70],
    ],
    9,
  )(scene, [left, top, width, height * 0.5]);
};

const puddle: Draw = (scene, box) => {
  blob(scene, box, lit(scene.light, [104, 112, 112]), 0.85);
  const [left, top, width, height] = box;
  for (let i = 0; i < 14; i++) {
    const at: Box = [left + width * (0.15 + 0.6 * scene.next()), top + height * (0.2 + 0.6 * scene.next()), 16, 1];
    scene.raster.fill(at, lit(scene.light, [196, 204, 206]), 0.7);
  }
};

const smoke: Draw = (scene, [left, top, width, height]) => {
  blob(scene, [left + width * 0.3, top + height * 0.7, width * 0.4, height * 0.28], [240, 130, 40], 0.95);
  for (let i = 0; i < 10; i++) {
    const size = width * (0.25 + 0.05 * i);
    const at: Box = [
      left + width * 0.5 - size / 2 + 10 * (scene.next() - 0.5),
      top + height * (0.7 - 0.075 * i),
      size,
      size * 0.5,
    ];
    blob(scene, at, lit(scene.light, [150, 150, 152]), 0.35);
  }
};

const people: Draw = (scene, [left, top, width, height]) => {
  for (let i = 0; i < 5; i++) {
    const x = left + width * (0.05 + 0.18 * i);
    const paint: Colour = [80 + 150 * scene.next(), 70 + 120 * scene.next(), 90 + 130 * scene.next()];
    blob(scene, [x, top, width * 0.12, width * 0.12], lit(scene.light, [206, 164, 134]), 1);
    scene.raster.fill([x - 1, top + width * 0.12, width * 0.14, height * 0.42], lit(scene.light, paint));
    scene.raster.fill([x, top + height * 0.58, width * 0.1, height * 0.4], lit(scene.light, [44, 50, 66]));
  }
};

const boat: Draw = ({ raster, light }, [left, top, width, height]) => {
  raster.trapezium(
    { y: top + height * 0.5, from: left, to: left + width },
    { y: top + height, from: left + width * 0.15, to: left + width * 0.85 },
    lit(light, [130, 64, 48]),
  );
  raster.fill([left + width * 0.35, top + height * 0.15, width * 0.28, height * 0.36], lit(light, [214, 210, 196]));
};

const pit: Draw = (scene, box) => {
  blob(scene, box, lit(scene.light, [46, 42, 40]), 1);
  scatter(
    [
      [120, 114, 104],
      [96, 90, 82],
    ],
    12,
  )(scene, box);
};

const gauge: Draw = ({ raster, light }, [left, top, width, height]) => {
  for (let i = 0; i < 10; i++) {
    const stripe: Box = [left, top + (height * i) / 10, width, height / 10];
    raster.fill(stripe, lit(light, i % 2 === 0 ? [236, 236, 232] : [196, 44, 40]));
  }
};

const DRAWINGS: Readonly<Record<Shape, Draw>> = {
  car,
  stall,
  rubbish: scatter(
    [
      [36, 38, 46],
      [214, 214, 208],
      [64, 96, 150],
      [170, 140, 70],
    ],
    22,
  ),
  bin,
  puddle,
  debris: scatter(
    [
      [222, 220, 206],
      [96, 120, 60],
      [150, 108, 60],
    ],
    26,
  ),
  smoke,
  pit,
  boat,
  gauge,
  people,
};

export function drawObject(shape: Shape, scene: Scene, box: Box): void {
  DRAWINGS[shape](scene, box);
}
