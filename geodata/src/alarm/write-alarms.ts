// Raises and clears alarms (告警) inside the caller's transaction, and returns the entries for the change log.
import type { NewChange } from "@minqing/core/change/entry";
import type { Executor } from "../database.ts";
import type { AlarmEffect } from "./effect.ts";
import { alarmsForLog } from "./queries.ts";
import { clearAlarms, insertAlarms } from "./write-queries.ts";

/** Effects on one (rule, subject) are applied one after the other; effects on different ones share a statement. */
function inRounds(effects: readonly AlarmEffect[]): AlarmEffect[][] {
  const rounds: AlarmEffect[][] = [];
  const seen = new Map<string, number>();
  for (const effect of effects) {
    const key = `${effect.ruleId} ${effect.subjectId}`;
    const round = seen.get(key) ?? 0;
    seen.set(key, round + 1);
    rounds[round] ??= [];
    rounds[round].push(effect);
  }
  return rounds;
}

/** Returns entries that must be appended to the change log as the transaction's last statement. */
export async function writeAlarms(tx: Executor, effects: readonly AlarmEffect[], now: Date): Promise<NewChange[]> {
  const raised = new Set<string>();
  const touched = new Set<string>();
  for (const round of inRounds(effects)) {
    const raises = round.filter((effect) => effect.type === "raise");
    const clears = round.filter((effect) => effect.type === "clear");
    const opened = raises.length === 0 ? [] : await insertAlarms(tx, raises, now);
    const closed = clears.length === 0 ? [] : await clearAlarms(tx, clears, now);
    for (const id of opened) raised.add(id);
    for (const id of [...opened, ...closed]) touched.add(id);
  }
  return (await alarmsForLog(tx, [...touched])).map(({ view, standing }) => ({
    kind: "alarm",
    id: view.id,
    scopeBefore: raised.has(view.id) ? null : standing,
    scopeAfter: standing,
    value: view,
  }));
}
