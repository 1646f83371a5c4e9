// Alarms that nobody acknowledges in time (告警超时未确认): each is marked once, by an act of the system, by the city's limits.
import { ACKNOWLEDGE_LIMITS_KEY, AcknowledgeLimits } from "@minqing/core/alarm/acts";
import { changeInPlace } from "@minqing/core/change/entry";
import { markUnacknowledged } from "@minqing/geodata/alarm/act-queries";
import { alarmsForLog } from "@minqing/geodata/alarm/queries";
import { RepeatedWork } from "@minqing/geodata/process/repeated-work";
import { readSetting } from "@minqing/geodata/setting/queries";
import { runSystemActs } from "../act/run-act.ts";
import { systemActor } from "../case/system-actor.ts";
import type { ServerContext } from "../server-context.ts";

const EVERY_MS = 1_000;
/** Alarms in a transaction. */
const BATCH_SIZE = 200;

type Context = Pick<ServerContext, "db" | "now" | "city">;

/** Marks one batch. Returns how many; a city without limits marks none. */
export async function sweepUnacknowledged(context: Context): Promise<number> {
  const { db, now, city } = context;
  const at = now();
  const limits = await readSetting(db, ACKNOWLEDGE_LIMITS_KEY, AcknowledgeLimits, at);
  if (limits === null) return 0;
  const actor = systemActor(city.code);
  return runSystemActs(context, at, async (tx) => {
    const ids = await markUnacknowledged(tx, { limits, at, most: BATCH_SIZE });
    const marked = await alarmsForLog(tx, ids);
    return {
      count: ids.length,
      trace: {
        audit: ids.map((id) => ({ by: actor, act: { action: "alarm.unacknowledged", object: { kind: "alarm", id } } })),
        changes: marked.map(({ view, standing }) => changeInPlace("alarm", view.id, standing, view)),
      },
    };
  });
}

export function startAcknowledgeSweep(context: Context & Pick<ServerContext, "log">): { close(): Promise<void> } {
  return new RepeatedWork({
    everyMs: EVERY_MS,
    work: async () => {
      while ((await sweepUnacknowledged(context)) === BATCH_SIZE);
    },
    onFault: (fault) => context.log.error({ err: fault }, "marking unacknowledged alarms failed; trying again"),
  });
}
