// The live layers in memory: the position of every moving thing and the newest value of every datastream. Memory is one entry
// per device or datastream, however many messages come.
import { type Scope, seesLive } from "@minqing/core/access/scope";
import type { LiveBatch, LivePosition, LiveValue } from "@minqing/core/live/bus";
import { encodeFrame, type FrameLayer } from "@minqing/core/live/frame";
import { positionsFrame, valuesFrame } from "@minqing/core/live/make-frame";

/** For flat objects with the same keys. */
const isSame = <T extends object>(a: T, b: T): boolean =>
  Object.entries(a).every(([key, value]) => value === b[key as keyof T]);

interface Placed {
  regionCode: string;
  reachCode: string | null;
}

const isSeen = (scope: Scope, { regionCode, reachCode }: Placed): boolean =>
  seesLive(scope, { code: regionCode, reach: reachCode });

class Layer<T extends Placed & { observedAtMs: number }> {
  readonly #items = new Map<number, T>();
  #changed = new Map<number, T>();

  /** Stores the newest item by its own time: a late one never replaces it, and an identical one is no change. */
  put(key: number, item: T): void {
    const current = this.#items.get(key);
    if (current !== undefined && (current.observedAtMs > item.observedAtMs || isSame(current, item))) return;
    this.#items.set(key, item);
    this.#changed.set(key, item);
  }

  get size(): number {
    return this.#items.size;
  }

  /** Items changed since the last call. */
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

/** Changed items of each layer since the last round. */
export interface LayerChanges {
  positions: LivePosition[];
  values: LiveValue[];
}

export class LiveLayers {
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

  /** All items of a layer in scope, as one frame. */
  fullFrame(layer: FrameLayer, scope: Scope, atMs: number): Uint8Array {
    return layer === "positions"
      ? encodeFrame(positionsFrame(this.#positions.inScope(scope), atMs))
      : encodeFrame(valuesFrame(this.#values.inScope(scope), atMs));
  }
}

/** A layer's changes in scope, as one frame; null where there are none. */
export function changedFrame(changes: LayerChanges, layer: FrameLayer, scope: Scope, atMs: number): Uint8Array | null {
  if (layer === "positions") {
    const seen = changes.positions.filter((item) => isSeen(scope, item));
    return seen.length === 0 ? null : encodeFrame(positionsFrame(seen, atMs));
  }
  const seen = changes.values.filter((item) => isSeen(scope, item));
  return seen.length === 0 ? null : encodeFrame(valuesFrame(seen, atMs));
}
