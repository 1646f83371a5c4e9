// Promise 1, many times: every process is killed twenty times (LEDGER_KILLS) while devices speak.
import { killAllInOne } from "../chaos/kill-all-in-one.ts";
import { killGateway, killMosquitto, killPostgres } from "../chaos/kill-in-stack.ts";
import type { LedgerRun } from "../chaos/ledger-check.ts";
import { ledgerLine } from "../chaos/ledger-check.ts";
import type { Bench, Figure } from "./bench.ts";

const KILLS = Number(process.env["LEDGER_KILLS"] ?? 20);

export const LEDGER_BENCH: Bench = {
  about: `acked ⊆ stored ∪ dead-lettered ⊆ sent, each process killed ${KILLS} times`,
  defaultRuns: 1,
  run: async () => {
    const figures: Figure[] = [];
    for (const kill of [killAllInOne, killGateway, killPostgres, killMosquitto]) {
      const run = await kill(KILLS);
      console.log(`  ${ledgerLine(run)}`);
      figures.push(...figuresOf(run));
    }
    return figures;
  },
};

function figuresOf({ what, counts, brokerLost }: LedgerRun): Figure[] {
  const unit = "messages";
  return [
    { name: `${what}: acknowledged`, value: counts.acked, unit },
    { name: `${what}: acknowledged and lost`, value: counts.lost.length, unit, target: "0" },
    { name: `${what}: stored and never sent`, value: counts.invented.length, unit, target: "0" },
    { name: `${what}: twice`, value: counts.doubled.length, unit, target: "0" },
    { name: `${what}: lost by the broker itself`, value: brokerLost, unit },
  ];
}
