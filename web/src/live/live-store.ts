// The state of every live screen: the replica of the board, the connection, the server's clock.
import type { Replica } from "@minqing/core/change/replica";
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";

export type Connection = { state: "connecting" } | { state: "live" } | { state: "lost"; sinceMs: number; why: string };

export interface LiveState {
  connection: Connection;
  /** Null until the first snapshot has come. */
  replica: Replica | null;
  /** Server clock minus this machine's clock, from the newest heartbeat. */
  clockOffsetMs: number;
  /** When the last message of the server arrived, by this machine's clock. */
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
