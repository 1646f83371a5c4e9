// Geometry as hexadecimal EWKB, the form PostGIS reads fastest. Little-endian, SRID 4326, positions lon lat.
import type { Area, Line, LonLat, Plane, Point } from "../city/plane.ts";

const SRID = 4326;
const SRID_FLAG = 0x20000000;
const POINT = 1;
const LINE_STRING = 2;
const POLYGON = 3;
const MULTI_LINE_STRING = 5;
const MULTI_POLYGON = 6;

class Bytes {
  #view: DataView;
  #at = 0;
  constructor(size: number) {
    this.#view = new DataView(new ArrayBuffer(size));
  }
  head(type: number, withSrid: boolean): void {
    this.#view.setUint8(this.#at, 1);
    this.#view.setUint32(this.#at + 1, withSrid ? type | SRID_FLAG : type, true);
    this.#at += 5;
    if (withSrid) this.count(SRID);
  }
  count(value: number): void {
    this.#view.setUint32(this.#at, value, true);
    this.#at += 4;
  }
  position([lon, lat]: LonLat): void {
    this.#view.setFloat64(this.#at, lon, true);
    this.#view.setFloat64(this.#at + 8, lat, true);
    this.#at += 16;
  }
  hex(): string {
    return Buffer.from(this.#view.buffer, 0, this.#at).toString("hex");
  }
}

export function pointHex(plane: Plane, point: Point): string {
  const bytes = new Bytes(25);
  bytes.head(POINT, true);
  bytes.position(plane.toLonLat(point));
  return bytes.hex();
}

const writeLine = (bytes: Bytes, line: readonly LonLat[]): void => {
  bytes.count(line.length);
  for (const position of line) bytes.position(position);
};

export function lineHex(plane: Plane, line: Line): string {
  const positions = withoutRepeats(line.map(plane.toLonLat));
  const bytes = new Bytes(13 + positions.length * 16);
  bytes.head(LINE_STRING, true);
  writeLine(bytes, positions);
  return bytes.hex();
}

export function multiLineHex(plane: Plane, lines: readonly Line[]): string {
  const all = lines.map((line) => withoutRepeats(line.map(plane.toLonLat)));
  const bytes = new Bytes(13 + all.reduce((size, line) => size + 9 + line.length * 16, 0));
  bytes.head(MULTI_LINE_STRING, true);
  bytes.count(all.length);
  for (const line of all) {
    bytes.head(LINE_STRING, false);
    writeLine(bytes, line);
  }
  return bytes.hex();
}

export function multiPolygonHex(plane: Plane, area: Area): string {
  const rings = closedRings(plane, area);
  const bytes = new Bytes(13 + rings.reduce((size, ring) => size + 13 + ring.length * 16, 0));
  bytes.head(MULTI_POLYGON, true);
  bytes.count(rings.length);
  for (const ring of rings) {
    bytes.head(POLYGON, false);
    bytes.count(1);
    writeLine(bytes, ring);
  }
  return bytes.hex();
}

/** Rings in degrees, first position repeated at the end. Rounding to a centimetre may make neighbours equal. */
export function closedRings(plane: Plane, area: Area): LonLat[][] {
  return area
    .map((ring) => withoutRepeats(ring.map(plane.toLonLat)))
    .filter((ring) => ring.length >= 3)
    .map((ring) => closed(ring));
}

function closed(ring: LonLat[]): LonLat[] {
  const [first] = ring;
  const last = ring.at(-1);
  if (!first || !last) throw new Error("expected a ring with points, got an empty one");
  return first[0] === last[0] && first[1] === last[1] ? ring : [...ring, first];
}

function withoutRepeats(positions: readonly LonLat[]): LonLat[] {
  return positions.filter((position, i) => {
    const before = positions[i - 1];
    return !before || before[0] !== position[0] || before[1] !== position[1];
  });
}
