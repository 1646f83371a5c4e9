// A picture in memory, and the few shapes that are drawn on it.

export type Colour = readonly [red: number, green: number, blue: number];

export class Raster {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8ClampedArray;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.rgb = new Uint8ClampedArray(width * height * 3);
  }

  /** Mixes a colour into one pixel; does nothing outside the picture. */
  blend(x: number, y: number, colour: Colour, opacity: number): void {
    if (x < 0 || y < 0 || x >= this.width || y >= this.height) return;
    const at = (Math.floor(y) * this.width + Math.floor(x)) * 3;
    for (let i = 0; i < 3; i++) {
      this.rgb[at + i] = (this.rgb[at + i] ?? 0) * (1 - opacity) + (colour[i] ?? 0) * opacity;
    }
  }

  /** A rectangle whose colour runs from `top` to `bottom`. */
  gradient(box: Box, top: Colour, bottom: Colour): void {
    const [left, from, width, height] = box.map(Math.round) as [number, number, number, number];
    for (let row = 0; row < height; row++) {
      const part = height <= 1 ? 0 : row / (height - 1);
      const colour = mixed(top, bottom, part);
      for (let column = 0; column < width; column++) this.blend(left + column, from + row, colour, 1);
    }
  }

  fill(box: Box, colour: Colour, opacity = 1): void {
    const [left, top, width, height] = box.map(Math.round) as [number, number, number, number];
    for (let y = top; y < top + height; y++)
      for (let x = left; x < left + width; x++) this.blend(x, y, colour, opacity);
  }

  /** A convex quadrilateral between two horizontal edges, like roads and rivers in perspective. */
  trapezium(top: Edge, bottom: Edge, colour: Colour, opacity = 1): void {
    for (let y = Math.round(top.y); y < bottom.y; y++) {
      const part = (y - top.y) / (bottom.y - top.y);
      const from = top.from + (bottom.from - top.from) * part;
      const to = top.to + (bottom.to - top.to) * part;
      for (let x = Math.round(from); x < to; x++) this.blend(x, y, colour, opacity);
    }
  }

  outline([left, top, width, height]: Box, colour: Colour, thickness: number): void {
    this.fill([left, top, width, thickness], colour);
    this.fill([left, top + height - thickness, width, thickness], colour);
    this.fill([left, top, thickness, height], colour);
    this.fill([left + width - thickness, top, thickness, height], colour);
  }
}

/** Left, top, width, height in pixels. */
export type Box = readonly [left: number, top: number, width: number, height: number];

export interface Edge {
  y: number;
  from: number;
  to: number;
}

export const mixed = (a: Colour, b: Colour, part: number): Colour => [
  a[0] + (b[0] - a[0]) * part,
  a[1] + (b[1] - a[1]) * part,
  a[2] + (b[2] - a[2]) * part,
];
