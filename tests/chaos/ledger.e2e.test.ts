// Promise 1 under SIGKILL of every process at random moments: acknowledged means stored, nothing is stored twice.
// LEDGER_KILLS sets the number of kills of each process, LEDGER_SEED repeats the moments of a run.
import { expect, test } from "vitest";
import { killAllInOne } from "./kill-all-in-one.ts";
import { killGateway, killMosquitto, killPostgres } from "./kill-in-stack.ts";
import { KILLS } from "./kill-moments.ts";
import { FLOWING } from "./kill-run.ts";
import type { LedgerRun } from "./ledger-check.ts";
import { ledgerLine } from "./ledger-check.ts";

const timeout = 180_000 + KILLS * 60_000;

const firstTen = (keys: readonly string[]) => keys.slice(0, 10);

function expectExact({ counts, kills }: LedgerRun): void {
  const { lost, invented, doubled, ledgerGap, acked } = counts;
  const got = { lost: firstTen(lost), invented: firstTen(invented), doubled: firstTen(doubled), ledgerGap };
  expect(got).toEqual({ lost: [], invented: [], doubled: [], ledgerGap: 0 });
  expect(acked).toBeGreaterThan(kills * FLOWING);
}

test.each([
  ["the all-in-one process", killAllInOne],
  ["the gateway behind Mosquitto", killGateway],
  ["PostgreSQL", killPostgres],
])("%s is killed: every message acknowledged to a device is stored once", { timeout }, async (_, kill) => {
  const run = await kill(KILLS);
  console.log(ledgerLine(run));
  expectExact(run);
  expect(run.counts.acked).toBe(run.counts.sent);
});

test("Mosquitto is killed: what the gateway acknowledged is stored once, what the broker lost is printed", {
  timeout,
}, async () => {
  const run = await killMosquitto(KILLS);
  console.log(ledgerLine(run));
  expectExact(run);
});
