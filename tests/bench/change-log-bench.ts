// How many transactions a second may write the change log, and how old an entry is when a subscribed client has it. Eight
// writers commit as fast as they can; PostgreSQL with fsync. Ceiling: the same writers committing the same rows without the
// log's order.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { standingAt } from "@minqing/core/access/standing";
import type { AlarmView } from "@minqing/core/alarm/alarm";
import type { NewChange } from "@minqing/core/change/entry";
import { appendChanges } from "@minqing/geodata/change/append";
import { insertChanges } from "@minqing/geodata/change/queries";
import type { Database } from "@minqing/geodata/database";
import { updateStatuses } from "@minqing/geodata/ingest/queries";
import type { StatusRow } from "@minqing/geodata/ingest/rows";
import { openDatabase } from "@minqing/geodata/open-database";
import { startDemo } from "../services/demo-program.ts";
import { againstCeilings } from "./against-ceiling.ts";
import type { Bench } from "./bench.ts";
import { startSubscriber } from "./change-subscriber.ts";
import { type EmptyDatabase, startEmptyDatabase } from "./city-database.ts";
import { withScratch } from "./scratch.ts";

const WRITERS = 8;
/** What is written last has time to arrive. */
const DRAIN_MS = 3_000;
const CEILING_S = 10;

export const CHANGE_LOG_BENCH: Bench = {
  about: `commits/s that write the change log (${WRITERS} writers, PostgreSQL), and the age of an entry at a client`,
  run: ({ seconds }) =>
    withScratch(async (folder) => {
      const dataDir = join(folder, "data");
      await mkdir(dataDir);
      const server = await startEmptyDatabase();
      const database = await openDatabase({ ...server.settings, poolSize: WRITERS + 1 });
      try {
        const { deviceIds, rate, report } = await measure(server, dataDir, database, seconds);
        // The program is stopped: without the lock its readers would miss entries.
        const plain = await commitRate((deviceId, turn) => writePlain(database, deviceId, turn), deviceIds, CEILING_S);
        return [
          ...againstCeilings({ name: "commits", value: rate, unit: "/s" }, [
            { name: "plain commits", value: plain, target: "≥ 0.30" },
          ]),
          { name: "entry to client, median", value: report.medianMs, unit: "ms" },
          // The age of an entry is held against the time in which each writer commits once.
          ...againstCeilings({ name: "entry to client, p99", value: report.p99Ms, unit: "ms" }, [
            { name: "plain commits of all writers", value: (WRITERS / plain) * 1000, target: "≤ 10" },
          ]),
        ];
      } finally {
        await database.close();
        await server.stop();
      }
    }),
};

async function measure(server: EmptyDatabase, dataDir: string, database: Database, seconds: number) {
  const { url, ownerUrl } = server.settings;
  const program = await startDemo(dataDir, { DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl });
  try {
    const devices = (await program.devices()).filter(({ thingId }) => thingId !== undefined);
    const deviceIds = devices.map(({ username }) => username);
    const subscriber = await startSubscriber(program.url, dataDir);
    let commits = 0;
    const rate = await commitRate(
      async (deviceId, turn) => {
        await writeLogged(database, deviceId, turn);
        commits += 1;
      },
      deviceIds,
      seconds,
    );
    await sleep(DRAIN_MS);
    const report = await subscriber.stop();
    if (report.items < commits) {
      throw new Error(`change-log: expected ${commits} entries at the client, got ${report.items}`);
    }
    return { deviceIds, rate, report };
  } finally {
    await program.stop();
  }
}

/** Commits a second of all writers together. */
async function commitRate(
  write: (deviceId: string, turn: number) => Promise<void>,
  deviceIds: readonly string[],
  seconds: number,
): Promise<number> {
  const startedAt = performance.now();
  const endAt = startedAt + seconds * 1000;
  let commits = 0;
  const writer = async (first: number) => {
    // Each writer has its own devices, so that writers wait for the log's lock and not for a row's.
    for (let turn = first; performance.now() < endAt; turn += WRITERS) {
      await write(deviceIds[turn % deviceIds.length] ?? "", turn);
      commits += 1;
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, (_, index) => writer(index)));
  return (commits / (performance.now() - startedAt)) * 1000;
}

/** One row changed, one entry of an alarm's size. */
async function writeLogged(database: Database, deviceId: string, turn: number): Promise<void> {
  const at = new Date();
  await database.transaction(async (tx) => {
    await updateStatuses(tx, [statusAt(deviceId, turn, at)]);
    await appendChanges(tx, [entryAt(deviceId, turn, at)]);
  });
  database.ring("changes");
}

/** The same rows without the lock that puts them in commit order, and without the bell. */
async function writePlain(database: Database, deviceId: string, turn: number): Promise<void> {
  const at = new Date();
  await database.transaction(async (tx) => {
    await updateStatuses(tx, [statusAt(deviceId, turn, at)]);
    tx.atCommit(insertChanges([entryAt(deviceId, turn, at)]));
  });
}

const statusAt = (deviceId: string, turn: number, at: Date): StatusRow => ({
  deviceId,
  status: turn % 2 === 0 ? "online" : "offline",
  atMs: at.getTime(),
});

const entryAt = (deviceId: string, turn: number, at: Date): NewChange => {
  const id = `00000000-0000-4000-8000-${String(turn).padStart(12, "0")}`;
  return { kind: "alarm", id, scopeBefore: null, scopeAfter: standingAt("441502"), value: alarm(id, deviceId, at) };
};

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
  acknowledgeOverdueAt: null,
  clearedAt: null,
  caseId: null,
  version: 1,
  synthetic: true,
});
