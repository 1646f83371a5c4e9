// Traffic that runs while something is killed at random moments, until everything that was sent is acknowledged.
import { setTimeout as sleep } from "node:timers/promises";
import { KillMoments } from "./kill-moments.ts";
import type { LedgerDevices } from "./ledger-devices.ts";

export const DEVICES = 20;
/** Acknowledgements that show that it flows. */
export const FLOWING = 100;
const SETTLE_MS = 60_000;

/** An hour ago: the messages' instants go forward from here by a millisecond each. */
export const firstInstant = (): number => Date.now() - 3_600_000;

/** `kill` kills and brings back. */
export async function killAtRandom(devices: LedgerDevices, kills: number, kill: () => Promise<void>): Promise<void> {
  const moments = new KillMoments();
  console.log(`ledger: seed ${moments.seed}`);
  devices.start();
  for (let i = 0; i < kills; i++) {
    // A kill before anything flows again would show nothing.
    await devices.acknowledgedMore(FLOWING, SETTLE_MS);
    await sleep(moments.next());
    await kill();
  }
  await sleep(moments.next());
  await devices.settle(SETTLE_MS);
}
