// The current positions of moving things, in typed arrays that every frame writes in place, without new objects.
import type { PositionsFrame } from "@minqing/core/live/frame";

const METRES_PER_DEGREE = 111_320;
/** Length of the heading wedge, on the ground. */
const WEDGE_M = 260;

export class MovingPoints {
  #capacity = 256;
  #length = 0;
  readonly #indexOf = new Map<number, number>();
  positions = new Float32Array(this.#capacity * 2);
  /** A point ahead of the position in the direction of travel; the position itself while the thing stands. */
  ahead = new Float32Array(this.#capacity * 2);
  colours = new Uint8Array(this.#capacity * 4);
  observedAtMs = new Float64Array(this.#capacity);
  speedKmh = new Float32Array(this.#capacity);
  numbers = new Uint32Array(this.#capacity);

  get length(): number {
    return this.#length;
  }

  /** Writes the things that `accepts` allows; others belong to another layer. Returns the number of new things. */
  write(frame: PositionsFrame, accepts: (no: number) => boolean): number {
    let added = 0;
    for (let i = 0; i < frame.no.length; i++) {
      const no = frame.no[i] ?? 0;
      if (!accepts(no)) continue;
      let index = this.#indexOf.get(no);
      if (index === undefined) {
        index = this.#add(no);
        added += 1;
      }
      const lon = (frame.lon[i] ?? 0) / 1e7;
      const lat = (frame.lat[i] ?? 0) / 1e7;
      const speed = (frame.speed[i] ?? 0) / 10;
      this.positions[index * 2] = lon;
      this.positions[index * 2 + 1] = lat;
      const reach = speed > 1 ? WEDGE_M / METRES_PER_DEGREE : 0;
      const heading = ((frame.heading[i] ?? 0) * Math.PI) / 180;
      this.ahead[index * 2] = lon + (Math.sin(heading) * reach) / Math.cos((lat * Math.PI) / 180);
      this.ahead[index * 2 + 1] = lat + Math.cos(heading) * reach;
      this.speedKmh[index] = speed;
      this.observedAtMs[index] = frame.atMs - (frame.ageMs[i] ?? 0);
    }
    return added;
  }

  /** Colours things without a report for longer than their own limit grey: their position is no longer certain. */
  paint(nowMs: number, staleAfterMs: (no: number) => number): void {
    for (let i = 0; i < this.#length; i++) {
      const fresh = nowMs - (this.observedAtMs[i] ?? 0) <= staleAfterMs(this.numbers[i] ?? 0);
      this.colours.set(fresh ? [232, 238, 244, 255] : [143, 163, 184, 110], i * 4);
    }
  }

  /** Number of things that have reported within `staleMs`. */
  freshCount(nowMs: number, staleMs: number): number {
    let count = 0;
    for (let i = 0; i < this.#length; i++) if (nowMs - (this.observedAtMs[i] ?? 0) <= staleMs) count += 1;
    return count;
  }

  clear(): void {
    this.#length = 0;
    this.#indexOf.clear();
  }

  #add(no: number): number {
    const index = this.#length;
    if (index === this.#capacity) this.#grow();
    this.#length += 1;
    this.#indexOf.set(no, index);
    this.numbers[index] = no;
    return index;
  }

  #grow(): void {
    this.#capacity *= 2;
    const wider = <T extends Float32Array | Float64Array | Uint8Array | Uint32Array>(next: T, before: T): T => {
      next.set(before);
      return next;
    };
    this.positions = wider(new Float32Array(this.#capacity * 2), this.positions);
    this.ahead = wider(new Float32Array(this.#capacity * 2), this.ahead);
    this.colours = wider(new Uint8Array(this.#capacity * 4), this.colours);
    this.observedAtMs = wider(new Float64Array(this.#capacity), this.observedAtMs);
    this.speedKmh = wider(new Float32Array(this.#capacity), this.speedKmh);
    this.numbers = wider(new Uint32Array(this.#capacity), this.numbers);
  }
}
