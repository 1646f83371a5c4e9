// What `npm test` runs: starts the services the tests stand on, runs Vitest over its projects, stops everything, and
// ends with the line `N passed, N failed, N skipped`. Arguments go to Vitest (`npm test -- --project unit transitions`).
import { createVitest, parseCLI, type TestRunResult, type Vitest } from "vitest/node";
import { findChromium } from "./services/chromium.ts";
import { install, installCommand, mayInstall, missingServices, type ServiceName } from "./services/install.ts";
import { findMosquitto } from "./services/mosquitto.ts";
import { type PostgresCluster, startPostgres } from "./services/postgres.ts";
import { PROJECT_SERVICES, STAGES, selectedProjects } from "./services/projects.ts";
import { openScratchFolder } from "./services/scratch-folder.ts";
import { type FileDuration, fileDurations, slowestFiles } from "./services/slowest-files.ts";
import { addTallies, NOTHING, type Tally, tallyLine, tallyModules, tallyRun } from "./services/tally.ts";

const isCi = process.env["CI"] !== undefined && process.env["CI"] !== "" && process.env["CI"] !== "false";

const { filter, options } = parseCLI(["vitest", "run", ...process.argv.slice(2)]);
const projects = selectedProjects([options.project ?? []].flat());
const missing = prepare([...new Set(projects.flatMap((project) => PROJECT_SERVICES[project] ?? []))]);
const runnable = projects.filter(
  (project) => !(PROJECT_SERVICES[project] ?? []).some((name) => missing.includes(name)),
);
const unreachable = projects.filter((project) => !runnable.includes(project));

// One beginning for all files: a city whose history ends here is made once.
process.env["MINQING_TEST_BEGAN_MS"] = String(Date.now());
const scratch = openScratchFolder();
let cluster: PostgresCluster | undefined;
const running = new Set<Vitest>();
let isStopping = false;
listen();

let tally: Tally = NOTHING;
try {
  cluster = await exportServices(runnable);
  const durations: FileDuration[] = [];
  for (const pools of STAGES) {
    const runs = pools
      .map((names) => names.filter((name) => runnable.includes(name)))
      .filter(({ length }) => length > 0);
    for (const result of await Promise.all(runs.map(runVitest))) {
      if (result === null) continue;
      tally = addTallies(tally, tallyRun(result));
      durations.push(...fileDurations(result.testModules));
    }
  }
  if (runnable.length > 0 && durations.length === 0) throw new Error(`tests: expected files that match, got none`);
  console.log(slowestFiles(durations));
  tally = addTallies(tally, { ...NOTHING, skipped: await countTests(unreachable) });
} catch (error) {
  console.error(error);
  tally = { ...tally, failed: tally.failed + 1 };
} finally {
  await cluster?.stop();
  scratch.close();
}
if (isCi) tally = { ...tally, failed: tally.failed + missing.length };
console.log(tallyLine(tally));
// Not `process.exitCode`: a handle that a test left open must not hold the run.
process.stdout.write("", () => process.exit(tally.failed > 0 ? 1 : 0));

/** Stops the services, and says what was reached; what was cut off counts as failed. */
function listen(): void {
  for (const [signal, code] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ] as const) {
    // Vitest's own listener leaves the process after a millisecond, before anything is stopped.
    process.removeAllListeners(signal);
    process.on(signal, () => void stop(signal, code));
  }
}

async function stop(signal: string, code: number): Promise<void> {
  // It comes twice when npm and the process group pass it on.
  if (isStopping) return;
  isStopping = true;
  const soFar = [...running].map((vitest) => tallyModules(vitest.state.getTestModules()));
  await cluster?.stop();
  scratch.close();
  const reached = soFar.reduce(addTallies, tally);
  console.log(`tests: stopped by ${signal}\n${tallyLine({ ...reached, failed: reached.failed + 1 })}`);
  process.exit(code);
}

function prepare(wanted: ServiceName[]): ServiceName[] {
  const absent = missingServices(wanted);
  if (absent.length > 0 && mayInstall()) install(absent);
  const stillAbsent = missingServices(wanted);
  if (stillAbsent.length > 0) {
    const consequence = isCi ? "with CI set this is a failure" : "the tests that need it are skipped";
    console.error(`tests: missing ${stillAbsent.join(", ")}: ${consequence}. As root: ${installCommand(stillAbsent)}`);
  }
  return stillAbsent;
}

async function exportServices(names: string[]): Promise<PostgresCluster | undefined> {
  const needs = new Set(names.flatMap((project) => PROJECT_SERVICES[project] ?? []));
  if (needs.has("mosquitto")) process.env["MINQING_TEST_MQTT_BIN"] = findMosquitto() ?? "";
  if (needs.has("chromium")) process.env["MINQING_TEST_CHROMIUM"] = findChromium() ?? "";
  if (!needs.has("postgres")) return undefined;
  const started = await startPostgres();
  process.env["MINQING_TEST_PG"] = started.url;
  console.log(`tests: PostgreSQL ${started.version} at ${new URL(started.url).host}, fsync on`);
  return started;
}

async function runVitest(names: string[]): Promise<TestRunResult | null> {
  const vitest = await createVitest({ ...options, run: true, watch: false, project: names });
  running.add(vitest);
  listen();
  try {
    // A filter may name files of another pool only; that it names none at all is found by the caller.
    const files = await vitest.globTestSpecifications(filter);
    return files.length === 0 ? null : await vitest.start(filter);
  } finally {
    await vitest.close();
    running.delete(vitest);
  }
}

/** Tests that cannot run here are read, not run, so that they appear as skipped. */
async function countTests(names: string[]): Promise<number> {
  if (names.length === 0) return 0;
  console.error(`tests: skipped projects: ${names.join(", ")}`);
  const vitest = await createVitest({ ...options, run: true, watch: false, project: names, reporters: [] });
  try {
    const { testModules } = await vitest.collect(filter, { staticParse: true });
    return testModules.reduce((sum, module) => sum + [...module.children.allTests()].length, 0);
  } finally {
    await vitest.close();
  }
}
