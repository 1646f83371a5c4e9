// How many transactions a second may write the change log, and how old an entry is when a subscribed client has it. Eight
// writers commit as fast as they can; PostgreSQL with fsync, so the disk has its say.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { standingAt } from "@minqing/core/access/standing";
import type { AlarmView } from "@minqing/core/alarm/alarm";
import { appendChanges } from "@minqing/geodata/change/append";
import type { Database } from "@minqing/geodata/database";
import { updateStatuses } from "@minqing/geodata/ingest/queries";
import { openDatabase } from "@minqing/geodata/open-database";
import { startDemo } from "../services/demo-program.ts";
import type { Bench } from "./bench.ts";
import { startSubscriber } from "./change-subscriber.ts";
import { startEmptyDatabase } from "./city-database.ts";
import { withScratch } from "./scratch.ts";

const WRITERS = 8;
/** What is written last has time to arrive. */
const DRAIN_MS = 3_000;

export const CHANGE_LOG_BENCH: Bench = {
  about: `commits/s that write the change log (${WRITERS} writers, PostgreSQL), and the age of an entry at a client`,
  run: ({ seconds }) =>
    withScratch(async (folder) => {
      const dataDir = join(folder, "data");
      await mkdir(dataDir);
      const server = await startEmptyDatabase();
      const { url, ownerUrl } = server.settings;
      const program = await startDemo(dataDir, { DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl });
      const database = await openDatabase({ ...server.settings, poolSize: WRITERS + 1 });
      try {
        const devices = (await program.devices()).filter(({ thingId }) => thingId !== undefined);
        const subscriber = await startSubscriber(program.url, dataDir);
        const ids = devices.map(({ username }) => username);
        const { commits, elapsedS } = await write(database, ids, seconds);
        await sleep(DRAIN_MS);
        const { items, medianMs, p99Ms } = await subscriber.stop();
        if (items < commits) throw new Error(`change-log: expected ${commits} entries at the client, got ${items}`);
        return [
          { name: "commits", value: commits / elapsedS, unit: "/s", target: "≥ 1000, hoped 2500" },
          { name: "entry to client, median", value: medianMs, unit: "ms" },
          { name: "entry to client, p99", value: p99Ms, unit: "ms", target: "≤ 100, hoped 20" },
        ];
      } finally {
        await database.close();
        await program.stop();
        await server.stop();
      }
    }),
};

async function write(database: Database, deviceIds: string[], seconds: number) {
  const startedAt = performance.now();
  const endAt = startedAt + seconds * 1000;
  let commits = 0;
  const writer = async (first: number) => {
    // Each writer has its own devices: what is waited for is the log's lock, not a row's.
    for (let turn = first; performance.now() < endAt; turn += WRITERS) {
      await writeOne(database, deviceIds[turn % deviceIds.length] ?? "", turn);
      commits += 1;
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, (_, index) => writer(index)));
  return { commits, elapsedS: (performance.now() - startedAt) / 1000 };
}

/** One row changed, one entry of an alarm's size. */
async function writeOne(database: Database, deviceId: string, turn: number): Promise<void> {
  const at = new Date();
  await database.transaction(async (tx) => {
    await updateStatuses(tx, [{ deviceId, status: turn % 2 === 0 ? "online" : "offline", atMs: at.getTime() }]);
    const id = `00000000-0000-4000-8000-${String(turn).padStart(12, "0")}`;
    await appendChanges(tx, [
      { kind: "alarm", id, scopeBefore: null, scopeAfter: standingAt("441502"), value: alarm(id, deviceId, at) },
    ]);
  });
  database.ring("changes");
}

const alarm = (id: string, thingId: string, at: Date): AlarmView => ({
  id,
  ruleId: "bench",
  nameZh: "变更日志测速",
  nameEn: "Change log bench",
  priority: 4,
  subjectId: thingId,
  thingId,
  thingName: thingId,
  regionCode: "441502",
  regionName: "城区",
  reachCode: null,
  position: [115.36, 22.78],
  observedProperty: null,
  unit: null,
  value: null,
  limit: null,
  raisedAt: at.toISOString(),
  acknowledgedAt: null,
  acknowledgedBy: null,
  clearedAt: null,
  caseId: null,
  version: 1,
  synthetic: true,
});
