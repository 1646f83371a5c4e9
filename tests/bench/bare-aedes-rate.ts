// The ceiling of the embedded broker: the same publishers, and aedes in a process of its own, which stores nothing.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { acknowledgedRate, Load } from "./load.ts";
import type { LoadPlan } from "./load-plan.ts";

/** Messages a second that are acknowledged. */
export async function bareAedesRate(plan: LoadPlan, seconds: number): Promise<number> {
  const script = join(import.meta.dirname, "bare-aedes-process.ts");
  const child = spawn(process.execPath, [script], { stdio: ["pipe", "pipe", "inherit"] });
  const [port] = await once(createInterface({ input: child.stdout }), "line");
  const load = new Load({ ...plan, port: Number(port) });
  try {
    return await acknowledgedRate(load, seconds);
  } finally {
    await load.stop();
    child.stdin.end();
    await once(child, "exit");
  }
}
