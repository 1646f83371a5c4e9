// The load generator's own process: plan on the first line of stdin, then `credit N` lines; ends when stdin closes.
import { createInterface } from "node:readline";
import { LoadClient } from "./load-client.ts";
import { LoadPlan, type LoadReport } from "./load-plan.ts";
import { percentile } from "./statistics.ts";

const PACE_MS = 2;
const REPORT_MS = 200;
/** Enough for a percentile of one report without holding every acknowledgement. */
const SAMPLE_LIMIT = 20_000;

const lines = createInterface({ input: process.stdin });
const input = lines[Symbol.asyncIterator]();
const first = await input.next();
const plan = LoadPlan.parse(JSON.parse(String(first.value)));

let credit = plan.credit ?? Number.POSITIVE_INFINITY;
let samples: number[] = [];
const clients = await Promise.all(
  plan.publishers.map((_, index) =>
    LoadClient.open(plan, index, (elapsedMs) => {
      if (samples.length < SAMPLE_LIMIT) samples.push(elapsedMs);
    }),
  ),
);
const total = (field: "sent" | "acked") => clients.reduce((sum, client) => sum + client[field], 0);
const startedAt = performance.now();

const pace = setInterval(send, PACE_MS);
const report = setInterval(() => {
  const ackMs = samples.length === 0 ? null : { median: percentile(samples, 0.5), p99: percentile(samples, 0.99) };
  samples = [];
  const elapsedMs = performance.now() - startedAt;
  const line: LoadReport = { elapsedMs, sent: total("sent"), acked: total("acked"), ackMs };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}, REPORT_MS);
const ping = setInterval(() => {
  for (const client of clients) client.ping();
}, 20_000);

for await (const line of input) {
  const [word, number] = line.split(" ");
  if (word === "credit") credit = Number(number);
}
for (const timer of [pace, report, ping]) clearInterval(timer);
for (const client of clients) client.close();

/** Spreads what rate and credit allow evenly over the connections. */
function send(): void {
  const sent = total("sent");
  const due = plan.ratePerSecond === null ? credit : (plan.ratePerSecond * (performance.now() - startedAt)) / 1000;
  let allowed = Math.floor(Math.min(due, credit) - sent);
  for (const [index, client] of clients.entries()) {
    const share = Math.ceil(allowed / (clients.length - index));
    if (share > 0) allowed -= client.publish(Math.min(share, client.openSlots));
  }
}
