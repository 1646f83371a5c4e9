// What every live screen holds: the replica of the board, the state of the line, the server's clock.
import type { Replica } from "@minqing/core/change/replica";
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";

export type Connection = { state: "connecting" } | { state: "live" } | { state: "lost"; sinceMs: number; why: string };

export interface LiveState {
  connection: Connection;
  /** Null until the first snapshot has come. */
  replica: Replica | null;
  /** Server clock minus this machine's, from the newest beat. */
  clockOffsetMs: number;
  /** When (own clock) the server was last heard. */
  heardAtMs: number | null;
}

export const createLiveStore = () =>
  createStore<LiveState>(() => ({
    connection: { state: "connecting" },
    replica: null,
    clockOffsetMs: 0,
    heardAtMs: null,
  }));
export type LiveStore = ReturnType<typeof createLiveStore>;

/** The page's one store. */
export const liveStore = createLiveStore();

export const useLive = <T>(selector: (state: LiveState) => T): T => useStore(liveStore, selector);

/** The server's time now, in epoch milliseconds. */
export const serverNowMs = (): number => Date.now() + liveStore.getState().clockOffsetMs;
