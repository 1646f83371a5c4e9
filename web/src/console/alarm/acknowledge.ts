// Acknowledges an alarm (确认) and shows the result.
import type { AlarmView } from "@minqing/core/alarm/alarm";
import { acknowledgeAlarm } from "../../api/alarms.ts";
import { showFailure, showNotice } from "../act/act-store.ts";
import { adviceOf } from "../act/send-command.ts";

export async function acknowledge(alarm: AlarmView): Promise<void> {
  const number = alarm.thingName ?? alarm.nameZh;
  try {
    await acknowledgeAlarm(alarm.id, alarm.version);
    showNotice({ tone: "done", text: "console.done.acknowledge", values: { number } });
  } catch (error) {
    showFailure(adviceOf(error), number);
  }
}
