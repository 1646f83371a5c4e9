// `npm run bench -- [name…] [--seconds 30] [--runs 3]`: measures, and prints medians beside ceilings, machine and durability.
import { parseArgs } from "node:util";
import { z } from "zod";
import type { Bench, Figure } from "./bench.ts";
import { BENCHES } from "./benches.ts";
import { describeMachine } from "./machine.ts";
import { figureLines } from "./report.ts";
import { medianFigures } from "./statistics.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seconds: { type: "string" }, runs: { type: "string" } },
});
const positive = z.coerce.number().positive().optional();
const seconds = positive.parse(values.seconds);
const runs = positive.parse(values.runs);

const names = positionals.length === 0 ? Object.keys(BENCHES) : positionals;
const unknown = names.filter((name) => BENCHES[name] === undefined);
if (unknown.length > 0) {
  console.error(`bench: expected one of ${Object.keys(BENCHES).join(", ")}, got ${unknown.join(", ")}`);
  process.exit(2);
}

for (const line of describeMachine()) console.log(line);
let failed = false;
for (const name of names) {
  const bench = BENCHES[name];
  if (bench === undefined) continue;
  console.log(`\n${name}: ${bench.about}`);
  try {
    const figures = await runBench(bench);
    for (const line of figureLines(figures)) console.log(line);
  } catch (error) {
    failed = true;
    console.error(`bench ${name} failed:`, error);
  }
}
process.exit(failed ? 1 : 0);

async function runBench(bench: Bench): Promise<Figure[]> {
  const count = runs ?? bench.defaultRuns ?? 3;
  const options = { seconds: seconds ?? bench.defaultSeconds ?? 30 };
  const results: Figure[][] = [];
  for (let run = 1; run <= count; run += 1) {
    const figures = await bench.run(options);
    results.push(figures);
    const summary = figures.map(({ name, value, unit }) => `${name} ${Math.round(value * 1000) / 1000} ${unit}`);
    console.log(`  run ${run}/${count}: ${summary.join(", ")}`);
  }
  return medianFigures(results);
}
