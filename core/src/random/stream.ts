// Seeded random numbers: one stream per (seed, object code), so that adding one object changes no other.

/** FNV-1a, 32 bit, over UTF-16 code units. */
export function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash ^= text.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}

function scramble(state: number): number {
  let t = Math.imul(state ^ (state >>> 15), state | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
}

/** mulberry32: each call returns the next number in [0, 1). */
export function streamFor(seed: string, code: string): () => number {
  let state = fnv1a(`${seed}:${code}`);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    return scramble(state);
  };
}

/** The `index`-th number of an object, in [0, 1), without running a stream up to it. */
export function drawAt(seed: string, code: string, index: number): number {
  return scramble((fnv1a(`${seed}:${code}`) + Math.imul(index + 1, 0x6d2b79f5)) | 0);
}
