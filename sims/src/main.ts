// npm run sims: simulates a city over MQTT and HTTP only, or replays a recording.
import { parseConfig, USAGE } from "./config.ts";
import { startLivingCity } from "./living-city.ts";
import { openLog } from "./log.ts";
import { replayRecording } from "./replay/replay-recording.ts";

const log = openLog({ out: (line) => process.stdout.write(line), error: (line) => process.stderr.write(line) });

async function main(): Promise<void> {
  const config = parseConfig(process.argv.slice(2), process.env);
  if (config === null) {
    process.stdout.write(`${USAGE}\n`);
    return;
  }
  const ending = new AbortController();
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => ending.abort());
  if (config.withParent) {
    process.stdin.resume();
    process.stdin.once("close", () => ending.abort());
    process.stdin.once("end", () => ending.abort());
  }
  if (config.replay !== null) {
    await replayRecording(config, config.replay, log, ending.signal);
    return;
  }
  const city = await startLivingCity(config, log);
  await new Promise<void>((done) => {
    if (ending.signal.aborted) done();
    ending.signal.addEventListener("abort", () => done());
  });
  await city.close();
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    log.error("stopped", error);
    process.exit(1);
  },
);
