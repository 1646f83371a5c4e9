// Kills the gateway, PostgreSQL or Mosquitto while devices publish.
import { setTimeout as sleep } from "node:timers/promises";
import { killAtRandom } from "./kill-run.ts";
import type { LedgerRun } from "./ledger-check.ts";
import { checkLedger } from "./ledger-check.ts";
import { type LedgerStack, waitUntilDrained, withStack } from "./ledger-stack.ts";

const DOWN_MS = 300;

async function run(what: string, kills: number, stack: LedgerStack, kill: () => Promise<void>): Promise<LedgerRun> {
  const { db, devices, startMs } = stack;
  await killAtRandom(devices, kills, kill);
  await waitUntilDrained(stack);
  return { what, kills, counts: await checkLedger(db, startMs, devices.sent, devices.acked), brokerLost: 0 };
}

export const killGateway = (kills: number): Promise<LedgerRun> =>
  withStack((stack) => run("gateway", kills, stack, stack.replaceGateway));

export const killPostgres = (kills: number): Promise<LedgerRun> =>
  withStack((stack) =>
    run("PostgreSQL", kills, stack, async () => {
      await stack.cluster.kill9();
      await sleep(DOWN_MS);
      await stack.cluster.restart();
    }),
  );

/** Messages that our gateway acknowledged must be stored; those that the broker acknowledged and lost are counted apart. */
export const killMosquitto = (kills: number): Promise<LedgerRun> =>
  withStack(async (stack) => {
    const { db, broker, devices, proxy, startMs } = stack;
    const { counts: toDevices } = await run("Mosquitto", kills, stack, async () => {
      await broker.kill9();
      await sleep(DOWN_MS);
      await broker.restart();
    });
    const counts = await checkLedger(db, startMs, devices.sent, new Set(proxy.acknowledged));
    return { what: "Mosquitto", kills, counts, brokerLost: toDevices.lost.length };
  });
