// Opens the cases of waiting alarms and detections: woken by the bell, and by the clock at the latest. The tables are the queue.
import { lockAlarmsAwaitingCase } from "@minqing/geodata/alarm/queries";
import type { Executor } from "@minqing/geodata/database";
import { lockDetectionsAwaitingCase } from "@minqing/geodata/detection/queries";
import { RepeatedWork } from "@minqing/geodata/process/repeated-work";
import { type ActTrace, joinTraces, runSystemActs } from "../act/run-act.ts";
import type { ServerContext } from "../server-context.ts";
import { deviceCaseLimit, holdBackAlarm, reviewDetection } from "./device-case-limit.ts";
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

/** Decides about a batch of waiting sources, and returns how many there were. */
async function sweep(
  context: Context,
  source: "alarm" | "detection",
  openAll: (tx: Executor, opening: Opening) => Promise<ActTrace[]>,
): Promise<number> {
  const opening = openingNow(context);
  let opened = 0;
  const decided = await runSystemActs(context, opening.at, async (tx) => {
    const traces = await openAll(tx, opening);
    opened = traces.filter(({ audit }) => audit.length > 0).length;
    return { count: traces.length, trace: joinTraces(traces) };
  });
  context.metrics.casesOpened.inc({ source }, opened);
  return decided;
}

export const sweepAlarms = (context: Context): Promise<number> =>
  sweep(context, "alarm", async (tx, opening) => {
    const limit = await deviceCaseLimit(tx, opening.at);
    const traces: ActTrace[] = [];
    for (const alarm of await lockAlarmsAwaitingCase(tx, BATCH_SIZE)) {
      // What is over before anybody could see it needs no unit; the alarm stays on the board until it is acknowledged.
      const isCapped = alarm.isCleared || (alarm.thingId !== null && (await limit.isReached(alarm.thingId)));
      traces.push(isCapped ? await holdBackAlarm(tx, alarm, opening) : await openFromAlarm(tx, alarm, opening));
    }
    return traces;
  });

export const sweepDetections = (context: Context): Promise<number> =>
  sweep(context, "detection", async (tx, opening) => {
    const limit = await deviceCaseLimit(tx, opening.at);
    const traces: ActTrace[] = [];
    for (const { category, ...rest } of await lockDetectionsAwaitingCase(tx, BATCH_SIZE)) {
      if (category === null) continue;
      const isCapped = await limit.isReached(rest.cameraId);
      traces.push(
        isCapped ? await reviewDetection(tx, rest) : await openFromDetection(tx, { category, ...rest }, opening),
      );
    }
    return traces;
  });

export async function sweepUntilDone(context: Context): Promise<void> {
  for (const sweepSource of [sweepAlarms, sweepDetections]) {
    let opened = 0;
    do {
      opened = await sweepSource(context);
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
