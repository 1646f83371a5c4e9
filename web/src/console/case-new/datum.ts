// The datum (坐标系) of coordinates that somebody types or pastes: asked, because the numbers look the same in each and lie 500 m
// apart. Recognised where an address of a map is pasted. [GB 20263: public maps of China are offset]
import { type Crs, type Position, toWgs84 } from "@minqing/core/geo/position";
import { readCoordinates } from "./report-gaps.ts";

/** In the order of the choice; CGCS2000 differs from WGS84 by centimetres. */
export const DATUMS = ["GCJ02", "WGS84", "BD09"] as const satisfies readonly Crs[];
export type Datum = (typeof DATUMS)[number];

export interface Pasted {
  lonLat: Position;
  /** Null where it must be asked. */
  datum: Datum | null;
}

const PAIR = /(-?\d{1,3}\.\d+)\s*(?:,|%2C)\s*(-?\d{1,3}\.\d+)/i;

/** The hosts of maps, with the datum and the order of their coordinates. */
const MAPS: readonly { host: RegExp; datum: Datum; isLatFirst: boolean }[] = [
  { host: /(^|\.)(amap|gaode)\.com$/, datum: "GCJ02", isLatFirst: false },
  { host: /(^|\.)(qq|tencent)\.com$/, datum: "GCJ02", isLatFirst: true },
  { host: /(^|\.)baidu\.com$/, datum: "BD09", isLatFirst: true },
  { host: /(^|\.)tianditu\.gov\.cn$/, datum: "WGS84", isLatFirst: false },
  { host: /(^|\.)openstreetmap\.org$/, datum: "WGS84", isLatFirst: true },
];

function readAddress(text: string): Pasted | null {
  if (!URL.canParse(text)) return null;
  const { hostname, href } = new URL(text);
  const map = MAPS.find(({ host }) => host.test(hostname));
  const [, first, second] = PAIR.exec(href) ?? [];
  if (map === undefined || first === undefined || second === undefined) return null;
  const [a, b] = [Number(first), Number(second)];
  return { lonLat: map.isLatFirst ? [b, a] : [a, b], datum: map.datum };
}

/** Coordinates or the address of a map; null for any other text. */
export function readPasted(text: string): Pasted | null {
  const address = readAddress(text.trim());
  if (address !== null) return address;
  const lonLat = readCoordinates(text);
  return lonLat === null ? null : { lonLat, datum: null };
}

export const positionIn = (lonLat: Position, datum: Datum): Position => toWgs84(lonLat, datum);
