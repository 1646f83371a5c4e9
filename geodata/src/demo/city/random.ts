// One seeded stream of numbers per object code, so that adding one object changes no other.
import { streamFor } from "@minqing/core/random/stream";

export interface Random {
  /** In [0, 1). */
  next(): number;
  /** In [min, max). */
  between(min: number, max: number): number;
  /** Integer in [0, count). */
  below(count: number): number;
  /** Mean 0, deviation about 1: four uniforms, no Math.log or Math.cos whose last bit may differ between machines. */
  bell(): number;
  pick<T>(items: readonly T[]): T;
}

export function randomFor(seed: string, code: string): Random {
  const next = streamFor(seed, code);
  const below = (count: number): number => Math.floor(next() * count);
  return {
    next,
    below,
    between: (min, max) => min + next() * (max - min),
    bell: () => (next() + next() + next() + next() - 2) * 1.7320508,
    pick<T>(items: readonly T[]): T {
      const item = items[below(items.length)];
      if (item === undefined) throw new Error("expected a list with items, got an empty one");
      return item;
    },
  };
}

/** One of the items, in proportion to their weights. */
export function pickWeighted<T extends { weight: number }>(items: readonly T[], random: Random): T {
  let left = random.next() * items.reduce((sum, item) => sum + item.weight, 0);
  for (const item of items) {
    left -= item.weight;
    if (left < 0) return item;
  }
  return random.pick(items);
}
