// Opens the cases that wait to be opened: woken by the bell, and by the clock at the latest. The tables are the queue.
import { lockAlarmsAwaitingCase } from "@minqing/geodata/alarm/queries";
import { appendChanges } from "@minqing/geodata/change/append";
import { lockDetectionsAwaitingCase } from "@minqing/geodata/detection/queries";
import { RepeatedWork } from "@minqing/geodata/process/repeated-work";
import type { ServerContext } from "../server-context.ts";
import { type Opening, openFromAlarm, openFromDetection } from "./open-from-source.ts";
import { systemActor } from "./system-actor.ts";

const EVERY_MS = 1_000;
/** In one transaction: short enough that writers of the log wait little for it. */
const AT_ONCE = 20;

type Wanted = Pick<ServerContext, "db" | "now" | "city" | "metrics">;

const openingNow = ({ now, city }: Wanted): Opening => ({
  actor: systemActor(city.code),
  at: now(),
  followedBy: ["accept", "register"],
});

/** Returns how many cases were opened. */
export async function sweepAlarms(context: Wanted): Promise<number> {
  const opened = await context.db.transaction(async (tx) => {
    const alarms = await lockAlarmsAwaitingCase(tx, AT_ONCE);
    const changes = [];
    for (const alarm of alarms) changes.push(...(await openFromAlarm(tx, alarm, openingNow(context))));
    await appendChanges(tx, changes);
    return alarms.length;
  });
  context.metrics.casesOpened.inc({ source: "alarm" }, opened);
  return opened;
}

/** Returns how many cases were opened. */
export async function sweepDetections(context: Wanted): Promise<number> {
  const opened = await context.db.transaction(async (tx) => {
    const detections = await lockDetectionsAwaitingCase(tx, AT_ONCE);
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

export async function sweepUntilDone(context: Wanted): Promise<void> {
  for (const sweep of [sweepAlarms, sweepDetections]) {
    let opened = 0;
    do {
      opened = await sweep(context);
      if (opened > 0) context.db.ring("changes");
    } while (opened === AT_ONCE);
  }
}

export function startOpeningSweep(context: Wanted & Pick<ServerContext, "log">): { close(): Promise<void> } {
  const sweeping = new RepeatedWork({
    everyMs: EVERY_MS,
    work: () => sweepUntilDone(context),
    onFault: (fault) => context.log.error({ err: fault }, "opening cases failed; trying again"),
  });
  const forget = context.db.onBell("changes", () => sweeping.wake());
  return {
    close: async () => {
      forget();
      await sweeping.close();
    },
  };
}
