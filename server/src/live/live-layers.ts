// The volatile layers in memory: where every moving thing is and every newest number, coalesced by device. Memory is one
// entry per device, however many messages come.
import type { Scope } from "@minqing/core/access/scope";
import { inPlace } from "@minqing/core/access/standing";
import type { LiveBatch, LivePosition, LiveValue } from "@minqing/core/live/bus";
import { encodeFrame, type FrameLayer } from "@minqing/core/live/frame";
import { positionsFrame, valuesFrame } from "@minqing/core/live/make-frame";

/** Flat objects with the same keys. */
const isSame = <T extends object>(a: T, b: T): boolean =>
  Object.entries(a).every(([key, value]) => value === b[key as keyof T]);

interface Placed {
  regionCode: string;
  reachCode: string | null;
}

const isSeen = (scope: Scope, { regionCode, reachCode }: Placed): boolean =>
  inPlace(scope, { code: regionCode, reach: reachCode });

class Layer<T extends Placed & { observedAtMs: number }> {
  readonly #items = new Map<number, T>();
  #changed = new Map<number, T>();

  /** Keeps the newest by its own time: a late one never replaces it, and what is known already is no change. */
  put(key: number, item: T): void {
    const known = this.#items.get(key);
    if (known !== undefined && (known.observedAtMs > item.observedAtMs || isSame(known, item))) return;
    this.#items.set(key, item);
    this.#changed.set(key, item);
  }

  get size(): number {
    return this.#items.size;
  }

  /** What changed since the last take. */
  takeChanged(): T[] {
    if (this.#changed.size === 0) return [];
    const changed = [...this.#changed.values()];
    this.#changed = new Map();
    return changed;
  }

  inScope(scope: Scope): T[] {
    return [...this.#items.values()].filter((item) => isSeen(scope, item));
  }
}

/** What changed in each layer since the last tick. */
export interface LayerChanges {
  positions: LivePosition[];
  values: LiveValue[];
}

export class VolatileBoard {
  readonly #positions = new Layer<LivePosition>();
  readonly #values = new Layer<LiveValue>();

  put(batch: LiveBatch): void {
    for (const position of batch.positions) this.#positions.put(position.no, position);
    for (const value of batch.values) this.#values.put(value.datastream, value);
  }

  takeChanged(): LayerChanges {
    return { positions: this.#positions.takeChanged(), values: this.#values.takeChanged() };
  }

  sizes(): Record<FrameLayer, number> {
    return { positions: this.#positions.size, values: this.#values.size };
  }

  /** Everything of a layer in scope, as one frame. */
  fullFrame(layer: FrameLayer, scope: Scope, atMs: number): Uint8Array {
    return layer === "positions"
      ? encodeFrame(positionsFrame(this.#positions.inScope(scope), atMs))
      : encodeFrame(valuesFrame(this.#values.inScope(scope), atMs));
  }
}

/** The part of a layer's changes that a scope sees, as one frame; null when that is nothing. */
export function changedFrame(changes: LayerChanges, layer: FrameLayer, scope: Scope, atMs: number): Uint8Array | null {
  if (layer === "positions") {
    const seen = changes.positions.filter((item) => isSeen(scope, item));
    return seen.length === 0 ? null : encodeFrame(positionsFrame(seen, atMs));
  }
  const seen = changes.values.filter((item) => isSeen(scope, item));
  return seen.length === 0 ? null : encodeFrame(valuesFrame(seen, atMs));
}
