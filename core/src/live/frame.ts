// Binary live frames: structure of arrays, encoded once per scope and sent volatile to every socket with that scope.
// Layout, little endian: u16 magic, u8 version, u8 layer, u32 count, f64 at (epoch ms), then the layer's arrays one after the other,
// widest first so that every array is aligned.

const MAGIC = 0x514d;
const VERSION = 1;
const HEADER_BYTES = 16;

export const FRAME_LAYERS = { positions: 1, values: 2 } as const;
export type FrameLayer = keyof typeof FRAME_LAYERS;

/** Where moving things are. `no` is the thing's short number; headings in degrees, speeds in km/h. */
export interface PositionsFrame {
  layer: "positions";
  atMs: number;
  no: Uint32Array;
  /** 1e-7 degrees. */
  lon: Int32Array;
  lat: Int32Array;
  /** Milliseconds before `atMs` at which the position was observed. */
  ageMs: Int32Array;
  heading: Uint16Array;
  /** 0.1 km/h. */
  speed: Uint16Array;
}

/** Latest numeric values by datastream id. */
export interface ValuesFrame {
  layer: "values";
  atMs: number;
  value: Float64Array;
  datastream: Uint32Array;
  ageMs: Int32Array;
}

export type Frame = PositionsFrame | ValuesFrame;

const arraysOf = (frame: Frame): ArrayBufferView[] =>
  frame.layer === "positions"
    ? [frame.no, frame.lon, frame.lat, frame.ageMs, frame.heading, frame.speed]
    : [frame.value, frame.datastream, frame.ageMs];

export function encodeFrame(frame: Frame): Uint8Array {
  const count = frame.layer === "positions" ? frame.no.length : frame.datastream.length;
  const arrays = arraysOf(frame);
  const bytes = new Uint8Array(HEADER_BYTES + arrays.reduce((sum, array) => sum + array.byteLength, 0));
  const view = new DataView(bytes.buffer);
  view.setUint16(0, MAGIC, true);
  view.setUint8(2, VERSION);
  view.setUint8(3, FRAME_LAYERS[frame.layer]);
  view.setUint32(4, count, true);
  view.setFloat64(8, frame.atMs, true);
  let offset = HEADER_BYTES;
  for (const array of arrays) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), offset);
    offset += array.byteLength;
  }
  return bytes;
}

/** Throws a RangeError with expected and got if the bytes are not a frame of this version. */
export function decodeFrame(input: ArrayBuffer | Uint8Array): Frame {
  // A copy, so that the arrays are aligned. Not `slice`: a Node Buffer's shares its memory.
  const bytes = input instanceof Uint8Array ? new Uint8Array(input).buffer : input;
  const view = new DataView(bytes);
  if (bytes.byteLength < HEADER_BYTES || view.getUint16(0, true) !== MAGIC || view.getUint8(2) !== VERSION) {
    throw new RangeError(`expected a live frame of version ${VERSION}, got ${bytes.byteLength} other bytes`);
  }
  const layer = view.getUint8(3);
  const count = view.getUint32(4, true);
  const atMs = view.getFloat64(8, true);
  const width = layer === FRAME_LAYERS.positions ? 20 : 16;
  if (bytes.byteLength !== HEADER_BYTES + count * width) {
    throw new RangeError(`expected ${HEADER_BYTES + count * width} bytes for ${count} items, got ${bytes.byteLength}`);
  }
  const at = (index: number) => HEADER_BYTES + index * count;
  if (layer === FRAME_LAYERS.positions) {
    return {
      layer: "positions",
      atMs,
      no: new Uint32Array(bytes, at(0), count),
      lon: new Int32Array(bytes, at(4), count),
      lat: new Int32Array(bytes, at(8), count),
      ageMs: new Int32Array(bytes, at(12), count),
      heading: new Uint16Array(bytes, at(16), count),
      speed: new Uint16Array(bytes, at(18), count),
    };
  }
  return {
    layer: "values",
    atMs,
    value: new Float64Array(bytes, at(0), count),
    datastream: new Uint32Array(bytes, at(8), count),
    ageMs: new Int32Array(bytes, at(12), count),
  };
}
