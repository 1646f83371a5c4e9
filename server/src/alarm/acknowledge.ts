// Acknowledges an alarm (告警确认): lock, check, write, change log.
import type { Actor } from "@minqing/core/access/account";
import type { AlarmView } from "@minqing/core/alarm/alarm";
import { doneBy } from "@minqing/core/audit/event";
import { acknowledgeAlarm, alarmsForLog, alarmViews, lockAlarm } from "@minqing/geodata/alarm/queries";
import { writeAudit } from "@minqing/geodata/audit/queries";
import { appendChanges } from "@minqing/geodata/change/append";
import { ProblemError } from "../problem/problem-error.ts";
import type { ServerContext } from "../server-context.ts";
import { singleRow } from "../single-row.ts";

/** Idempotent: acknowledging again changes nothing. */
export async function acknowledge(
  { db, now }: Pick<ServerContext, "db" | "now">,
  actor: Actor,
  id: string,
  version: number,
): Promise<AlarmView> {
  const view = await db.transaction(async (tx) => {
    const readView = async () => singleRow(await alarmViews(tx, actor.scope, [id]));
    const current = await lockAlarm(tx, actor.scope, id);
    if (current === null) throw new ProblemError("not-found", `there is no alarm ${id} in your scope`);
    if (current.acknowledgedAt !== null) return readView();
    if (current.version !== version) {
      throw new ProblemError("version-conflict", `expected version ${current.version}, got ${version}`);
    }
    const at = now();
    await acknowledgeAlarm(tx, id, actor.displayName, at);
    await writeAudit(tx, doneBy(actor, at, { action: "alarm.acknowledge", object: { kind: "alarm", id } }));
    const { view: value, standing } = singleRow(await alarmsForLog(tx, [id]));
    await appendChanges(tx, [{ kind: "alarm", id, scopeBefore: standing, scopeAfter: standing, value }]);
    return readView();
  });
  db.ring("changes");
  return view;
}
