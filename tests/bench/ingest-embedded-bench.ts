// The same in one process: aedes and PGlite. Its PUBACK follows COMMIT, so acknowledged messages are counted at the devices.
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startDemo } from "../services/demo-program.ts";
import type { Bench } from "./bench.ts";
import { Load } from "./load.ts";
import { devicePlan, PUBLISHERS } from "./load-devices.ts";
import { withScratch } from "./scratch.ts";
import { median } from "./statistics.ts";

const WARM_UP_MS = 5_000;

export const INGEST_EMBEDDED_BENCH: Bench = {
  about: "QoS 1 messages/s into the embedded database behind the embedded broker, PUBACK after COMMIT, 3 values each",
  run: ({ seconds }) =>
    withScratch(async (folder) => {
      const program = await startDemo(join(folder, "data"));
      const plan = devicePlan(await program.devices(), { host: "127.0.0.1", port: program.mqttPort }, PUBLISHERS);
      const load = new Load(plan);
      try {
        await sleep(WARM_UP_MS);
        const skipped = load.reports.length;
        const rss: number[] = [];
        const endAt = performance.now() + seconds * 1000;
        while (performance.now() < endAt) {
          rss.push(program.rssMb());
          await sleep(500);
        }
        const reports = load.reports.slice(skipped);
        const [first, last] = [reports[0], reports.at(-1)];
        if (first === undefined || last === undefined)
          throw new Error("ingest: expected reports of the load, got none");
        return [
          {
            name: "committed",
            value: ((last.acked - first.acked) / (last.elapsedMs - first.elapsedMs)) * 1000,
            unit: "messages/s",
            target: "≥ 8000, hoped 20000",
          },
          // One commit acknowledges thousands of messages: many a report falls between two of them and saw none.
          {
            name: "publish to PUBACK, p99",
            value: median(reports.flatMap(({ ackMs }) => ackMs?.p99 ?? [])),
            unit: "ms",
          },
          { name: "memory, most", value: Math.max(...rss), unit: "MB", target: "≤ 1600" },
        ];
      } finally {
        await load.stop();
        await program.stop();
      }
    }),
};
