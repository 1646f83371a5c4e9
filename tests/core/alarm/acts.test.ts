import { type AlarmAct, foldAlarmActs } from "@minqing/core/alarm/acts";
import { expect, test } from "vitest";

const at = (minute: number) => new Date(Date.UTC(2026, 8, 11, 8, minute));
const act = (seq: number, name: AlarmAct["act"], version: number, detail = {}): AlarmAct => ({
  alarmId: "a",
  seq,
  version,
  at: at(seq),
  actor: "desk",
  actorName: "值班员",
  act: name,
  detail,
});

test("folding the log of an alarm gives what has become of it; being late for it raises no version", () => {
  const log = [
    act(1, "raise", 1),
    act(2, "open-case", 2, { caseId: "c" }),
    act(3, "unacknowledged", 2),
    act(4, "acknowledge", 3),
    act(5, "clear", 4, { clearedAt: at(9).toISOString() }),
  ];
  expect(foldAlarmActs(log)).toEqual({
    seq: 5,
    version: 4,
    acknowledgedAt: at(4),
    acknowledgedBy: "值班员",
    acknowledgeOverdueAt: at(3),
    clearedAt: at(9),
    caseId: "c",
  });
  expect(foldAlarmActs(log.slice(0, 3))).toMatchObject({
    version: 2,
    acknowledgedAt: null,
    acknowledgeOverdueAt: at(3),
  });
});
