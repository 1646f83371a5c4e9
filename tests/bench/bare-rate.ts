// The bare rate: the same publishers and the same broker, and behind it nothing but MQTT.js.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { Load } from "./load.ts";
import type { LoadPlan } from "./load-plan.ts";

/** Messages that may be on their way between publisher and subscriber. */
export const CREDIT_WINDOW = 20_000;
const WARM_UP_MS = 2_000;

export async function bareRate(brokerUrl: string, plan: LoadPlan, seconds: number): Promise<number> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "bare-subscriber-process.ts"), brokerUrl], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout });
  await once(lines, "line");
  const load = new Load({ ...plan, credit: CREDIT_WINDOW });
  let count = 0;
  lines.on("line", (line) => {
    count = Number(line);
    load.grant(count + CREDIT_WINDOW);
  });
  await sleep(WARM_UP_MS);
  const [from, startedAt] = [count, performance.now()];
  await sleep(seconds * 1000);
  const rate = ((count - from) / (performance.now() - startedAt)) * 1000;
  await load.stop();
  child.stdin.end();
  await once(child, "exit");
  return rate;
}
