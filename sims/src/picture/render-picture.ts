// Renders the synthetic picture of a detection: background, object with its box, caption, and the mark SIMULATED.

import { streamFor } from "@minqing/core/random/stream";
import { drawBackdrop, HORIZON, type Place } from "./backdrop.ts";
import { drawText, textWidth } from "./draw-text.ts";
import { encodeJpeg } from "./jpeg.ts";
import { drawRain, drawSky, lightAt } from "./light.ts";
import { drawObject, type Shape } from "./objects.ts";
import { Raster } from "./raster.ts";

export const PICTURE_WIDTH = 640;
export const PICTURE_HEIGHT = 360;
/** Keeps pictures below 40 kB in heavy rain; measured 10–21 kB over all scenes. */
const QUALITY = 52;

export interface PictureOptions {
  seed: string;
  cameraId: string;
  place: Place;
  shape: Shape;
  /** Left, top, width, height as fractions of the picture. */
  box: readonly [number, number, number, number];
  hour: number;
  rainMmH: number;
  /** Capitals and digits, e.g. the local time and the camera. */
  caption: string;
  /** Whether the object's box is drawn. */
  isFramed: boolean;
}

/** The same options give the same bytes. */
export function renderPicture(options: PictureOptions): Uint8Array {
  const raster = new Raster(PICTURE_WIDTH, PICTURE_HEIGHT);
  const light = lightAt(options.hour, options.rainMmH);
  // The background is the same in all pictures of a camera, the object is not.
  const scene = { raster, light, next: streamFor(options.seed, `${options.cameraId}/scene`) };
  const moment = { raster, light, next: streamFor(options.seed, `${options.cameraId}/${options.caption}`) };
  drawSky(raster, light, HORIZON);
  drawBackdrop(options.place, scene);
  const [x, y, w, h] = options.box;
  const box = [x * PICTURE_WIDTH, y * PICTURE_HEIGHT, w * PICTURE_WIDTH, h * PICTURE_HEIGHT] as const;
  drawObject(options.shape, moment, box);
  drawRain(raster, light, moment.next);
  if (options.isFramed) raster.outline([box[0] - 4, box[1] - 4, box[2] + 8, box[3] + 8], [255, 196, 40], 2);
  drawCaption(raster, options.caption);
  return encodeJpeg(raster, QUALITY);
}

function drawCaption(raster: Raster, caption: string): void {
  const scale = 2;
  raster.fill([0, 0, textWidth(caption, scale) + 16, 24], [0, 0, 0], 0.5);
  drawText(raster, caption, 8, 5, scale, [236, 240, 242]);
  const mark = "SIMULATED";
  drawText(raster, mark, raster.width - textWidth(mark, scale) - 6, raster.height - 22, scale, [255, 220, 120]);
}
