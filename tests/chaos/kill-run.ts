// Runs traffic while a process is killed at random moments, until all sent messages are acknowledged.
import { setTimeout as sleep } from "node:timers/promises";
import { KillMoments } from "./kill-moments.ts";
import type { LedgerDevices } from "./ledger-devices.ts";

export const DEVICES = 20;
/** So many acknowledgements show that messages flow. */
export const FLOWING = 100;
const SETTLE_MS = 60_000;

/** One hour ago; the instant of each further message is one millisecond later. */
export const firstInstant = (): number => Date.now() - 3_600_000;

/** `kill` kills the process and starts it again. */
export async function killAtRandom(devices: LedgerDevices, kills: number, kill: () => Promise<void>): Promise<void> {
  const moments = new KillMoments();
  console.log(`ledger: seed ${moments.seed}`);
  devices.start();
  for (let i = 0; i < kills; i++) {
    // A kill before messages flow again would test nothing.
    await devices.acknowledgedMore(FLOWING, SETTLE_MS);
    await sleep(moments.next());
    await kill();
  }
  await sleep(moments.next());
  await devices.settle(SETTLE_MS);
}
