// Things and their newest values: the list comes over HTTP, values come in frames. Screens are updated at most four
// times a second.
import type { Frame } from "@minqing/core/live/frame";
import { isStale, type ThingKind, type ThingView } from "@minqing/core/thing/thing";
import { useMemo } from "react";
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";

export interface LiveValue {
  value: number;
  observedAtMs: number;
}

interface CityState {
  things: readonly ThingView[];
  /** By datastream; written in place, and `revision` counts the changes. */
  latest: Map<number, LiveValue>;
  revision: number;
}

const NOTIFY_EVERY_MS = 250;

export const cityStore = createStore<CityState>(() => ({ things: [], latest: new Map(), revision: 0 }));

export function putThings(things: readonly ThingView[]): void {
  const { latest, revision } = cityStore.getState();
  for (const thing of things) {
    for (const stream of thing.datastreams) {
      if (stream.latest === null || typeof stream.latest.value !== "number") continue;
      putValue(latest, stream.id, { value: stream.latest.value, observedAtMs: Date.parse(stream.latest.observedAt) });
    }
  }
  cityStore.setState({ things, revision: revision + 1 });
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

export interface Reading extends LiveValue {
  stale: boolean;
}

export interface Station {
  thing: ThingView;
  /** By observed property; absent when it has never reported a number. */
  readings: Readonly<Record<string, Reading | undefined>>;
}

export function stationsOf(
  state: Pick<CityState, "things" | "latest">,
  kind: ThingKind,
  nowMs: number,
): readonly Station[] {
  return state.things
    .filter((thing) => thing.kind === kind && !thing.spare)
    .map((thing) => {
      const readings: Record<string, Reading> = {};
      for (const { id, observedProperty, expectedIntervalMs } of thing.datastreams) {
        const value = state.latest.get(id);
        if (value === undefined) continue;
        readings[observedProperty] = { ...value, stale: isStale(value.observedAtMs, expectedIntervalMs, nowMs) };
      }
      return { thing, readings };
    });
}

export function useStations(kind: ThingKind, nowMs: number): readonly Station[] {
  const revision = useStore(cityStore, (state) => state.revision);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the revision counts values written in place
  return useMemo(() => stationsOf(cityStore.getState(), kind, nowMs), [revision, kind, nowMs]);
}
