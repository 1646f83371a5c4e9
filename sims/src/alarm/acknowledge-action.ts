// Acknowledges an alarm: humans have the first minutes, then a simulated supervisor does it.
import { AlarmView } from "@minqing/core/alarm/alarm";
import { drawAt } from "@minqing/core/random/stream";
import { actionDueMs, type Shift, type StaffAction } from "../case/staff-action.ts";

const SECOND = 1000;
/** Time left to humans, shortest and longest, by priority. */
const HUMANS_FIRST_MS: Readonly<Record<AlarmView["priority"], readonly [number, number]>> = {
  1: [60 * SECOND, 180 * SECOND],
  2: [60 * SECOND, 240 * SECOND],
  3: [90 * SECOND, 400 * SECOND],
  4: [120 * SECOND, 600 * SECOND],
};

export function acknowledgeAction(alarm: AlarmView, shift: Shift): StaffAction | null {
  if (alarm.acknowledgedAt !== null) return null;
  const [fast, slow] = HUMANS_FIRST_MS[alarm.priority];
  const afterMs = fast + (slow - fast) * drawAt(shift.seed, `${alarm.id}/acknowledge`, 0);
  return {
    key: `alarm/${alarm.id}/${alarm.version}`,
    dueMs: actionDueMs(
      shift,
      Date.parse(alarm.raisedAt),
      afterMs / shift.rate,
      0.2 * drawAt(shift.seed, `${alarm.id}/backlog`, 0),
    ),
    seat: "supervisor",
    run: (client) =>
      client.request(
        (api) =>
          api.alarms[":id"].acknowledge.$post({
            param: { id: alarm.id },
            header: {},
            json: { version: alarm.version },
          }),
        AlarmView,
      ),
  };
}
