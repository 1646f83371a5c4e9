// Acknowledgements that this page has sent: an alarm whose request is under way, and those that the server has accepted
// and the board still shows as unacknowledged.
import type { AlarmView } from "@minqing/core/alarm/alarm";
import { create } from "zustand";
import { acknowledgeAlarm } from "../../api/alarms.ts";

interface Acknowledging {
  sendingId: string | null;
  acceptedIds: ReadonlySet<string>;
}

export const useAcknowledging = create<Acknowledging>(() => ({ sendingId: null, acceptedIds: new Set() }));

/** Throws the server's refusal. One request at a time: false when another is still under way. */
export async function sendAcknowledgement(alarm: AlarmView): Promise<boolean> {
  if (useAcknowledging.getState().sendingId !== null) return false;
  useAcknowledging.setState({ sendingId: alarm.id });
  try {
    await acknowledgeAlarm(alarm.id, alarm.version);
    useAcknowledging.setState(({ acceptedIds }) => ({ acceptedIds: new Set([...acceptedIds, alarm.id]) }));
    return true;
  } finally {
    useAcknowledging.setState({ sendingId: null });
  }
}
