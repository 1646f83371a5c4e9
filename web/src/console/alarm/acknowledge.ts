// Acknowledges an alarm (确认) and shows the result.
import type { AlarmView } from "@minqing/core/alarm/alarm";
import { showFailure, showNotice } from "../act/act-store.ts";
import { adviceOf } from "../act/send-command.ts";
import { sendAcknowledgement } from "./acknowledging.ts";

export async function acknowledge(alarm: AlarmView): Promise<void> {
  const number = alarm.thingName ?? alarm.nameZh;
  try {
    if (!(await sendAcknowledgement(alarm))) return;
    showNotice({ tone: "done", text: "console.done.acknowledge", values: { number } });
  } catch (error) {
    showFailure(adviceOf(error), number);
  }
}
