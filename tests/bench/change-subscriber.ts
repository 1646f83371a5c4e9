// Starts a subscriber of the change log in its own process, so that writing does not delay its clock.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { DemoAccount } from "@minqing/core/access/demo";
import { z } from "zod";

export const SubscriberReport = z.object({ items: z.number().int(), medianMs: z.number(), p99Ms: z.number() });
export type SubscriberReport = z.infer<typeof SubscriberReport>;

/** Follows as somebody who sees the whole city; `stop` says what arrived. */
export async function startSubscriber(url: string, dataDir: string): Promise<{ stop(): Promise<SubscriberReport> }> {
  const script = join(import.meta.dirname, "change-subscriber-process.ts");
  const child = spawn(process.execPath, [script, url, await leaderToken(url, dataDir)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout });
  await once(lines, "line");
  return {
    stop: async () => {
      const report = once(lines, "line");
      child.stdin.end();
      const [line] = await report;
      return SubscriberReport.parse(JSON.parse(String(line)));
    },
  };
}

/** Signs in as the demo leader. */
export async function leaderToken(url: string, dataDir: string): Promise<string> {
  const accounts = z.array(DemoAccount).parse(JSON.parse(await readFile(join(dataDir, "demo-accounts.json"), "utf8")));
  const leader = accounts.find(({ roles }) => roles.includes("leader"));
  if (leader === undefined) throw new Error("subscriber: expected a demo leader, got none");
  const answer = await fetch(`${url}/api/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ username: leader.username, password: leader.password }),
  });
  if (!answer.ok) throw new Error(`subscriber: expected to sign in, got HTTP ${answer.status}`);
  return z.object({ token: z.string() }).parse(await answer.json()).token;
}
