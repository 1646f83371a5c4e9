// The live bus when gateway and server share a process.
import type { LiveBatch, LiveBus } from "./bus.ts";

export function createLocalBus(): LiveBus {
  const listeners = new Set<(batch: LiveBatch) => void>();
  return {
    publish(batch) {
      for (const listener of listeners) listener(batch);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
