// Encodes an RGB picture as baseline JPEG (4:2:0). [ITU-T T.81] Written here because the pictures need nothing beyond this
// file of a codec.
import { BitWriter } from "./bit-writer.ts";
import { forwardDct } from "./dct.ts";
import { AC, DC, type HuffmanTable, QUANTISATION, ZIGZAG } from "./jpeg-tables.ts";
import type { Raster } from "./raster.ts";

type Channel = "luma" | "chroma";

/** Quality 1–100 as the Independent JPEG Group scales the tables. */
function quantisation(channel: Channel, quality: number): number[] {
  const scale = quality < 50 ? 5000 / quality : 200 - 2 * quality;
  return QUANTISATION[channel].map((value) => Math.min(255, Math.max(1, Math.floor((value * scale + 50) / 100))));
}

/** Code and length by value. [annex C] */
function codesOf({ lengths, values }: HuffmanTable): Map<number, [code: number, length: number]> {
  const codes = new Map<number, [number, number]>();
  let code = 0;
  let next = 0;
  lengths.forEach((count, i) => {
    for (let k = 0; k < count; k++) {
      const value = values[next++];
      if (value !== undefined) codes.set(value, [code++, i + 1]);
    }
    code <<= 1;
  });
  return codes;
}

const CODES = {
  luma: { dc: codesOf(DC.luma), ac: codesOf(AC.luma) },
  chroma: { dc: codesOf(DC.chroma), ac: codesOf(AC.chroma) },
} as const;

const marker = (code: number, body: readonly number[]): number[] => [
  0xff,
  code,
  (body.length + 2) >> 8,
  (body.length + 2) & 0xff,
  ...body,
];

const inZigzag = (table: readonly number[]): number[] => ZIGZAG.map((index) => table[index] ?? 0);

const huffman = (kindAndId: number, { lengths, values }: HuffmanTable): number[] =>
  marker(0xc4, [kindAndId, ...lengths, ...values]);

function headers({ width, height }: Raster, luma: readonly number[], chroma: readonly number[]): number[] {
  const size = [height >> 8, height & 0xff, width >> 8, width & 0xff];
  return [
    0xff,
    0xd8,
    ...marker(0xe0, [...Buffer.from("JFIF\0"), 1, 1, 0, 0, 1, 0, 1, 0, 0]),
    ...marker(0xdb, [0, ...inZigzag(luma), 1, ...inZigzag(chroma)]),
    ...marker(0xc0, [8, ...size, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1]),
    ...huffman(0x00, DC.luma),
    ...huffman(0x10, AC.luma),
    ...huffman(0x01, DC.chroma),
    ...huffman(0x11, AC.chroma),
    ...marker(0xda, [3, 1, 0x00, 2, 0x11, 3, 0x11, 0, 63, 0]),
  ];
}

/** Luma and both colour differences as planes, level-shifted by 128. [JFIF 1.02] */
function planesOf({ width, height, rgb }: Raster): [Float64Array, Float64Array, Float64Array] {
  const planes = [0, 1, 2].map(() => new Float64Array(width * height));
  const [y, cb, cr] = planes;
  if (y === undefined || cb === undefined || cr === undefined) throw new RangeError("expected three planes");
  for (let i = 0; i < width * height; i++) {
    const [r, g, b] = [rgb[i * 3] ?? 0, rgb[i * 3 + 1] ?? 0, rgb[i * 3 + 2] ?? 0];
    y[i] = 0.299 * r + 0.587 * g + 0.114 * b - 128;
    cb[i] = -0.168736 * r - 0.331264 * g + 0.5 * b;
    cr[i] = 0.5 * r - 0.418688 * g - 0.081312 * b;
  }
  return [y, cb, cr];
}

interface Plane {
  samples: Float64Array;
  width: number;
  height: number;
}

/** Every second sample of every second row, averaged over four. */
function halved({ samples, width, height }: Plane): Plane {
  const [w, h] = [Math.ceil(width / 2), Math.ceil(height / 2)];
  const out = new Float64Array(w * h);
  const sample = (x: number, y: number): number =>
    samples[Math.min(height - 1, y) * width + Math.min(width - 1, x)] ?? 0;
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      const [px, py] = [2 * x, 2 * y];
      out[y * w + x] = (sample(px, py) + sample(px + 1, py) + sample(px, py + 1) + sample(px + 1, py + 1)) / 4;
    }
  }
  return { samples: out, width: w, height: h };
}

const bitLength = (value: number): number => 32 - Math.clz32(Math.abs(value));
/** Negative numbers are written as one less, in their own length. [F.1.2.1] */
const bitsOf = (value: number): number => (value < 0 ? value - 1 : value);

class Component {
  readonly #plane: Plane;
  readonly #divisors: readonly number[];
  readonly #codes: (typeof CODES)[Channel];
  readonly #block = new Float64Array(64);
  #lastDc = 0;

  constructor(plane: Plane, divisors: readonly number[], channel: Channel) {
    this.#plane = plane;
    this.#divisors = divisors;
    this.#codes = CODES[channel];
  }

  /** Writes the block whose upper left sample is (left, top); beyond the edge the last sample is repeated. */
  write(bits: BitWriter, left: number, top: number): void {
    const { samples, width, height } = this.#plane;
    for (let i = 0; i < 64; i++) {
      const x = Math.min(width - 1, left + (i & 7));
      const y = Math.min(height - 1, top + (i >> 3));
      this.#block[i] = samples[y * width + x] ?? 0;
    }
    forwardDct(this.#block);
    let zeros = 0;
    for (let k = 0; k < 64; k++) {
      const at = ZIGZAG[k] ?? 0;
      const value = Math.round((this.#block[at] ?? 0) / (this.#divisors[at] ?? 1));
      if (k === 0) this.#writeDc(bits, value);
      else if (value === 0) zeros++;
      else {
        for (; zeros > 15; zeros -= 16) put(bits, this.#codes.ac, 0xf0);
        put(bits, this.#codes.ac, (zeros << 4) | bitLength(value));
        bits.write(bitsOf(value), bitLength(value));
        zeros = 0;
      }
    }
    if (zeros > 0) put(bits, this.#codes.ac, 0);
  }

  #writeDc(bits: BitWriter, value: number): void {
    const difference = value - this.#lastDc;
    this.#lastDc = value;
    put(bits, this.#codes.dc, bitLength(difference));
    bits.write(bitsOf(difference), bitLength(difference));
  }
}

function put(bits: BitWriter, codes: ReadonlyMap<number, [number, number]>, value: number): void {
  const code = codes.get(value);
  if (code === undefined) throw new RangeError(`expected a value of the Huffman table, got ${value}`);
  bits.write(...code);
}

export function encodeJpeg(raster: Raster, quality: number): Uint8Array {
  const { width, height } = raster;
  const [lumaTable, chromaTable] = [quantisation("luma", quality), quantisation("chroma", quality)];
  const [y, cb, cr] = planesOf(raster);
  const luma = new Component({ samples: y, width, height }, lumaTable, "luma");
  const blue = new Component(halved({ samples: cb, width, height }), chromaTable, "chroma");
  const red = new Component(halved({ samples: cr, width, height }), chromaTable, "chroma");
  const bits = new BitWriter();
  for (let top = 0; top < height; top += 16) {
    for (let left = 0; left < width; left += 16) {
      for (const [dx, dy] of [
        [0, 0],
        [8, 0],
        [0, 8],
        [8, 8],
      ] as const)
        luma.write(bits, left + dx, top + dy);
      blue.write(bits, left / 2, top / 2);
      red.write(bits, left / 2, top / 2);
    }
  }
  return Buffer.concat([
    Uint8Array.from(headers(raster, lumaTable, chromaTable)),
    bits.finish(),
    Uint8Array.from([0xff, 0xd9]),
  ]);
}
