// Shows an alarm at the desk: its case, or the alarm in the list of unacknowledged alarms.
import type { AlarmView } from "@minqing/core/alarm/alarm";
import { goTo } from "../../design/address.ts";
import { NO_FILTER } from "../case/case-filter.ts";
import { useDesk } from "../desk-store.ts";
import { casePath, DESK_PATH, readRoute } from "../route.ts";
import { filterAlarms } from "./filter-alarms.ts";

/** A dialog of the page would cover what is shown, and keep the keys. */
function closeDialogs(): void {
  for (const dialog of document.querySelectorAll<HTMLDialogElement>("dialog[open]")) dialog.close();
}

function showDesk(): void {
  if (readRoute(location.pathname)?.page !== "desk") goTo(DESK_PATH);
}

export function openAlarm(alarm: AlarmView): void {
  closeDialogs();
  if (alarm.caseId !== null) {
    goTo(casePath(alarm.caseId));
    return;
  }
  // The person's filter stays unless it hides the alarm.
  const { filter } = useDesk.getState();
  const isHidden = filterAlarms([alarm], filter).length === 0;
  showDesk();
  useDesk.setState({
    tab: "alarms",
    filter: isHidden ? NO_FILTER : filter,
    selection: { kind: "alarm", id: alarm.id },
    pane: "events",
  });
}

export function listP1(): void {
  closeDialogs();
  showDesk();
  useDesk.setState({ tab: "alarms", filter: { ...NO_FILTER, priorities: [1] } });
}
