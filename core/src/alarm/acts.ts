// The log of an alarm (告警日志): what was done with it, in the same form as a case's. Folding it gives what has become of it.
import { z } from "zod";

/** raise 触发, clear 恢复, acknowledge 确认, unacknowledged 超时未确认, open-case 转案件. */
export const ALARM_ACTS = ["raise", "clear", "acknowledge", "unacknowledged", "open-case"] as const;
export const AlarmActName = z.enum(ALARM_ACTS);
export type AlarmActName = z.infer<typeof AlarmActName>;

export const AlarmAct = z.object({
  alarmId: z.string(),
  seq: z.number().int().min(1),
  /** The alarm's version after the act: it rises with acts that change what a person decides on. */
  version: z.number().int().min(1),
  at: z.date(),
  actor: z.string(),
  actorName: z.string(),
  act: AlarmActName,
  detail: z.record(z.string(), z.unknown()),
});
export type AlarmAct = z.infer<typeof AlarmAct>;

export interface AlarmState {
  seq: number;
  version: number;
  acknowledgedAt: Date | null;
  acknowledgedBy: string | null;
  /** When the city's limit for acknowledging it had passed; null while it has not. */
  acknowledgeOverdueAt: Date | null;
  clearedAt: Date | null;
  caseId: string | null;
}

const NEW: AlarmState = {
  seq: 0,
  version: 0,
  acknowledgedAt: null,
  acknowledgedBy: null,
  acknowledgeOverdueAt: null,
  clearedAt: null,
  caseId: null,
};

function changed({ act, at, actorName, detail }: AlarmAct): Partial<AlarmState> {
  if (act === "acknowledge") return { acknowledgedAt: at, acknowledgedBy: actorName };
  if (act === "unacknowledged") return { acknowledgeOverdueAt: at };
  if (act === "clear") return { clearedAt: new Date(String(detail["clearedAt"])) };
  return act === "open-case" ? { caseId: String(detail["caseId"]) } : {};
}

/** What has become of the alarm after the act. */
const applyAlarmAct = (state: AlarmState, act: AlarmAct): AlarmState => ({
  ...state,
  ...changed(act),
  seq: act.seq,
  version: act.version,
});

/** Folds a whole log, oldest first. */
export const foldAlarmActs = (acts: readonly AlarmAct[]): AlarmState => acts.reduce(applyAlarmAct, NEW);

export const ACKNOWLEDGE_LIMITS_KEY = "alarm.acknowledge_limits_s";

/** Seconds within which an alarm of P1…P4 must be acknowledged. */
export const AcknowledgeLimits = z.tuple([
  z.number().positive(),
  z.number().positive(),
  z.number().positive(),
  z.number().positive(),
]);
export type AcknowledgeLimits = z.infer<typeof AcknowledgeLimits>;
