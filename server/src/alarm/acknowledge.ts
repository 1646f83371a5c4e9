// Acknowledges an alarm (告警确认).
import type { Actor } from "@minqing/core/access/account";
import type { AlarmView } from "@minqing/core/alarm/alarm";
import { changeInPlace } from "@minqing/core/change/entry";
import { acknowledgeAlarm, alarmsForLog, alarmViews, lockAlarm } from "@minqing/geodata/alarm/queries";
import { type ActTrace, NO_TRACE, type Performed, runAct } from "../act/run-act.ts";
import type { OnceRequest } from "../act/run-once.ts";
import { ProblemError } from "../problem/problem-error.ts";
import type { ServerContext } from "../server-context.ts";
import { singleRow } from "../single-row.ts";

export interface Acknowledgement {
  actor: Actor;
  id: string;
  /** The version that the client has read. */
  version: number;
  once: OnceRequest;
}

/** Acknowledging again changes nothing. */
export const acknowledge = (
  context: Pick<ServerContext, "db">,
  { actor, id, version, once }: Acknowledgement,
): Promise<AlarmView> =>
  runAct(context, {
    once,
    answer: { status: 200, objectOf: () => ({ kind: "alarm", id }) },
    lock: async (tx) => {
      const current = await lockAlarm(tx, actor.scope, id);
      if (current === null) throw new ProblemError("not-found", `there is no alarm ${id} in your scope`);
      return current;
    },
    perform: async (tx, current) => {
      const performed = async (trace: ActTrace): Promise<Performed<AlarmView>> => ({
        trace,
        value: singleRow(await alarmViews(tx, actor.scope, [id])),
      });
      if (current.acknowledgedAt !== null) return performed(NO_TRACE);
      if (current.version !== version) {
        throw new ProblemError("version-conflict", `expected version ${current.version}, got ${version}`);
      }
      await acknowledgeAlarm(tx, id, { actor: actor.username, actorName: actor.displayName, at: once.at });
      const { view: value, standing } = singleRow(await alarmsForLog(tx, [id]));
      return performed({
        audit: [{ by: actor, act: { action: "alarm.acknowledge", object: { kind: "alarm", id } } }],
        changes: [changeInPlace("alarm", id, standing, value)],
      });
    },
  });
