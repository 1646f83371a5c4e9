// A station of the wall: a thing with its kind and its newest readings.
import type { ThingKind } from "@minqing/core/thing/kind";
import type { ThingView } from "@minqing/core/thing/thing";

export interface Reading {
  value: number;
  observedAtMs: number;
  stale: boolean;
}

export interface Station {
  thing: ThingView;
  kind: ThingKind;
  /** By observed property; absent when it has never reported a number. */
  readings: Readonly<Record<string, Reading | undefined>>;
}

/** The property that the map shows: the first of the kind that the thing has, else the thing's first; null without any. */
export function mainProperty({ thing, kind }: Pick<Station, "thing" | "kind">): string | null {
  const own = thing.datastreams.map(({ observedProperty }) => observedProperty);
  return kind.streams.find((property) => own.includes(property)) ?? own[0] ?? null;
}

export function mainReading(station: Station): Reading | undefined {
  const property = mainProperty(station);
  return property === null ? undefined : station.readings[property];
}

/** Number of characters at the end that two names have in common. */
function commonEnd(a: string, b: string): number {
  let length = 0;
  while (length < Math.min(a.length, b.length) && a.at(-1 - length) === b.at(-1 - length)) length += 1;
  return length;
}

const without = (name: string, length: number): string =>
  length === name.length ? name : name.slice(0, name.length - length);

/** The name without the words at its end that its kind's name ends with too: "蕉坑水位站" of 河道水位站 becomes "蕉坑". */
export const shortStation = ({ thing: { name }, kind: { nameZh } }: Pick<Station, "thing" | "kind">): string =>
  without(name, commonEnd(name, nameZh));

/** One character alone tells no kind. */
const MIN_KIND_LENGTH = 2;

/** The same for a title that begins with a station's name: "蕉坑水位站 超保证水位" becomes "蕉坑 超保证水位". */
export function shortTitle(title: string, kinds: Iterable<Pick<ThingKind, "nameZh">>): string {
  const end = title.indexOf(" ");
  if (end === -1) return title;
  const name = title.slice(0, end);
  const length = Math.max(0, ...[...kinds].map(({ nameZh }) => commonEnd(name, nameZh)));
  return length < MIN_KIND_LENGTH ? title : without(name, length) + title.slice(end);
}
