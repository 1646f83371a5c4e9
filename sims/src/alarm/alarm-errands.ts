// Alarms that nobody has acknowledged: humans have the first minutes, then a simulated supervisor does it.
import { AlarmView } from "@minqing/core/alarm/alarm";
import { drawAt } from "@minqing/core/random/stream";
import { type Errand, errandDueMs, type Shift } from "../case/errand.ts";

const SECOND = 1000;
/** Left to humans for this long, P1 to P4. */
const LEFT_ALONE: Readonly<Record<AlarmView["priority"], readonly [number, number]>> = {
  1: [60 * SECOND, 180 * SECOND],
  2: [60 * SECOND, 240 * SECOND],
  3: [90 * SECOND, 400 * SECOND],
  4: [120 * SECOND, 600 * SECOND],
};

export function alarmErrand(alarm: AlarmView, shift: Shift): Errand | null {
  if (alarm.acknowledgedAt !== null) return null;
  const [fast, slow] = LEFT_ALONE[alarm.priority];
  const afterMs = fast + (slow - fast) * drawAt(shift.seed, `${alarm.id}/acknowledge`, 0);
  return {
    key: `alarm/${alarm.id}/${alarm.version}`,
    dueMs: errandDueMs(
      shift,
      Date.parse(alarm.raisedAt),
      afterMs / shift.rate,
      0.2 * drawAt(shift.seed, `${alarm.id}/backlog`, 0),
    ),
    seat: "supervisor",
    run: (client) =>
      client.ask(
        (api) => api.alarms[":id"].acknowledge.$post({ param: { id: alarm.id }, json: { version: alarm.version } }),
        AlarmView,
      ),
  };
}
