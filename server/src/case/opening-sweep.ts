// Opens the cases of waiting alarms and detections: woken by the bell, and by the clock at the latest. The tables are the queue.
import { lockAlarmsAwaitingCase } from "@minqing/geodata/alarm/queries";
import { appendChanges } from "@minqing/geodata/change/append";
import { lockDetectionsAwaitingCase } from "@minqing/geodata/detection/queries";
import { RepeatedWork } from "@minqing/geodata/process/repeated-work";
import type { ServerContext } from "../server-context.ts";
import { type Opening, openFromAlarm, openFromDetection } from "./open-from-source.ts";
import { systemActor } from "./system-actor.ts";

const EVERY_MS = 1_000;
/** Sources per transaction: short enough that other writers of the change log wait little. */
const BATCH_SIZE = 20;

type Context = Pick<ServerContext, "db" | "now" | "city" | "metrics">;

const openingNow = ({ now, city }: Context): Opening => ({
  actor: systemActor(city.code),
  at: now(),
  followedBy: ["accept", "register"],
});

/** Returns how many cases were opened. */
export async function sweepAlarms(context: Context): Promise<number> {
  const opened = await context.db.transaction(async (tx) => {
    const alarms = await lockAlarmsAwaitingCase(tx, BATCH_SIZE);
    const changes = [];
    for (const alarm of alarms) changes.push(...(await openFromAlarm(tx, alarm, openingNow(context))));
    await appendChanges(tx, changes);
    return alarms.length;
  });
  context.metrics.casesOpened.inc({ source: "alarm" }, opened);
  return opened;
}

/** Returns how many cases were opened. */
export async function sweepDetections(context: Context): Promise<number> {
  const opened = await context.db.transaction(async (tx) => {
    const detections = await lockDetectionsAwaitingCase(tx, BATCH_SIZE);
    const changes = [];
    for (const { category, ...rest } of detections) {
      if (category === null) continue;
      changes.push(...(await openFromDetection(tx, { category, ...rest }, openingNow(context))));
    }
    await appendChanges(tx, changes);
    return detections.length;
  });
  context.metrics.casesOpened.inc({ source: "detection" }, opened);
  return opened;
}

export async function sweepUntilDone(context: Context): Promise<void> {
  for (const sweep of [sweepAlarms, sweepDetections]) {
    let opened = 0;
    do {
      opened = await sweep(context);
      if (opened > 0) context.db.ring("changes");
    } while (opened === BATCH_SIZE);
  }
}

export function startOpeningSweep(context: Context & Pick<ServerContext, "log">): { close(): Promise<void> } {
  const sweeping = new RepeatedWork({
    everyMs: EVERY_MS,
    work: () => sweepUntilDone(context),
    onFault: (fault) => context.log.error({ err: fault }, "opening cases failed; trying again"),
  });
  const unsubscribe = context.db.onBell("changes", () => sweeping.wake());
  return {
    close: async () => {
      unsubscribe();
      await sweeping.close();
    },
  };
}
