// Draws villages in proportion to their people.
import type { CityFrame } from "./frame.ts";
import type { Random } from "./random.ts";
import type { VillageCell } from "./villages.ts";

export class VillagePicker {
  #frame: CityFrame;
  #bounds: number[] = [];
  constructor(frame: CityFrame) {
    this.#frame = frame;
    let sum = 0;
    for (const { code } of frame.villages) {
      sum += frame.people.get(code)?.population ?? 0;
      this.#bounds.push(sum);
    }
  }
  pick(random: Random): VillageCell {
    const target = random.next() * (this.#bounds.at(-1) ?? 0);
    const village = this.#frame.villages[this.#bounds.findIndex((bound) => bound > target)];
    return village ?? random.pick(this.#frame.villages);
  }
}
