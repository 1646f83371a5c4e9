// The listeners of each bell in this process.
import type { BellName } from "../database.ts";

const NAMES: readonly BellName[] = ["changes", "configuration", "access"];

export class Bells {
  static readonly names = NAMES;
  static readonly channelOf = (bell: BellName): string => `minqing_${bell}`;

  readonly #listeners = new Map<BellName, Set<() => void>>(NAMES.map((name) => [name, new Set()]));

  on(bell: BellName, listener: () => void): () => void {
    // A fresh function each time, so that one listener may be registered twice and removed once.
    const entry = () => listener();
    this.#listeners.get(bell)?.add(entry);
    return () => {
      this.#listeners.get(bell)?.delete(entry);
    };
  }

  ring(bell: BellName): void {
    for (const listener of this.#listeners.get(bell) ?? []) listener();
  }

  ringChannel(channel: string): void {
    const bell = NAMES.find((name) => Bells.channelOf(name) === channel);
    if (bell !== undefined) this.ring(bell);
  }
}
