// Things and their newest values: the list comes over HTTP, values come in frames. Screens are updated at most four
// times a second.
import type { Frame } from "@minqing/core/live/frame";
import { kindOf, type ThingKind } from "@minqing/core/thing/kind";
import { isStale, type ThingView } from "@minqing/core/thing/thing";
import { useMemo } from "react";
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import type { Reading, Station } from "./station.ts";

export interface LiveValue {
  value: number;
  observedAtMs: number;
}

interface CityState {
  things: readonly ThingView[];
  /** By code; a thing may be of a kind that is not among them. */
  kinds: ReadonlyMap<string, ThingKind>;
  /** By datastream; written in place, and `revision` counts the changes. */
  latest: Map<number, LiveValue>;
  revision: number;
}

const NOTIFY_EVERY_MS = 250;

export const cityStore = createStore<CityState>(() => ({
  things: [],
  kinds: new Map(),
  latest: new Map(),
  revision: 0,
}));

export function putThings(things: readonly ThingView[], kinds: ReadonlyMap<string, ThingKind>): void {
  const { latest, revision } = cityStore.getState();
  for (const thing of things) {
    for (const stream of thing.datastreams) {
      if (stream.latest === null || typeof stream.latest.value !== "number") continue;
      putValue(latest, stream.id, { value: stream.latest.value, observedAtMs: Date.parse(stream.latest.observedAt) });
    }
  }
  cityStore.setState({ things, kinds, revision: revision + 1 });
}

function putValue(latest: Map<number, LiveValue>, datastream: number, next: LiveValue): void {
  const known = latest.get(datastream);
  // A late value never replaces a newer one.
  if (known === undefined || known.observedAtMs <= next.observedAtMs) latest.set(datastream, next);
}

let notifyTimer: ReturnType<typeof setTimeout> | undefined;

export function putFrame(frame: Frame): void {
  if (frame.layer !== "values") return;
  const { latest } = cityStore.getState();
  for (let i = 0; i < frame.datastream.length; i++) {
    const observedAtMs = frame.atMs - (frame.ageMs[i] ?? 0);
    putValue(latest, frame.datastream[i] ?? 0, { value: frame.value[i] ?? 0, observedAtMs });
  }
  if (notifyTimer !== undefined) return;
  notifyTimer = setTimeout(() => {
    notifyTimer = undefined;
    cityStore.setState((state) => ({ revision: state.revision + 1 }));
  }, NOTIFY_EVERY_MS);
}

function stationOf(thing: ThingView, kind: ThingKind, latest: CityState["latest"], nowMs: number): Station {
  const readings: Record<string, Reading> = {};
  for (const { id, observedProperty, staleAfterMs } of thing.datastreams) {
    const value = latest.get(id);
    if (value === undefined) continue;
    readings[observedProperty] = { ...value, stale: isStale(value.observedAtMs, staleAfterMs, nowMs) };
  }
  return { thing, kind, readings };
}

/** In the order of their kinds; without spare things. */
export function stationsOf(
  state: Pick<CityState, "things" | "kinds" | "latest">,
  accepts: (thing: ThingView) => boolean,
  nowMs: number,
): readonly Station[] {
  return state.things
    .filter((thing) => !thing.spare && accepts(thing))
    .map((thing) => stationOf(thing, kindOf(state.kinds, thing.kind), state.latest, nowMs))
    .toSorted((a, b) => a.kind.rank - b.kind.rank);
}

const observes =
  (property: string) =>
  ({ datastreams }: ThingView): boolean =>
    datastreams.some(({ observedProperty }) => observedProperty === property);

/** The stations of any kind that observe a property. */
export function useStations(property: string, nowMs: number): readonly Station[] {
  const revision = useStore(cityStore, (state) => state.revision);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the revision counts values written in place
  return useMemo(() => stationsOf(cityStore.getState(), observes(property), nowMs), [revision, property, nowMs]);
}
