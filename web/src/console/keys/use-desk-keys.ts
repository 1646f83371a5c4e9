// The action of each key on the desk.
import type { SessionView } from "@minqing/core/access/account";
import type { Priority } from "@minqing/core/alarm/priority";
import { useSession } from "../../access/SessionGate.tsx";
import { goTo } from "../../design/address.ts";
import { commandsFor } from "../access/actor.ts";
import { mayPress } from "../access/may-press.ts";
import { closeAct, showNotice, useAct } from "../act/act-store.ts";
import { commandOfKey } from "../act/command-form.ts";
import { acknowledge } from "../alarm/acknowledge.ts";
import { alarmNow, caseNow, detectionNow } from "../board.ts";
import { togglePriority } from "../case/CaseFilters.tsx";
import { EVENT_TABS } from "../case/case-tab.ts";
import { neighbourAfterLeaving, stepSelection } from "../case/held-list.ts";
import { select, setFilter, showTab, useDesk } from "../desk-store.ts";
import { judge } from "../detection/judge.ts";
import { casePath } from "../route.ts";
import { actOnCase } from "./act-on-case.ts";
import { type KeyAct, PANES, type Pane } from "./key-map.ts";
import { focusPaneList, listOf } from "./list-registry.ts";
import { useKeys } from "./use-keys.ts";

const activeList = () => listOf(useDesk.getState().pane);

/** The rows of each pane at the last step, to find the next row when the selected one has left. */
const lastRows = new Map<Pane, readonly string[]>();

function step(by: 1 | -1): boolean {
  const { pane } = useDesk.getState();
  const list = listOf(pane);
  if (list === null) return false;
  const { ids, selectedId } = list;
  const isGone = selectedId !== null && !ids.includes(selectedId);
  const neighbour = isGone ? neighbourAfterLeaving(lastRows.get(pane) ?? [], ids, selectedId) : null;
  const next = neighbour ?? stepSelection(ids, selectedId, by);
  lastRows.set(pane, ids);
  if (next === null) return false;
  list.select(next);
  focusPaneList(pane);
  return true;
}

function stepTab(by: 1 | -1): boolean {
  const index = EVENT_TABS.indexOf(useDesk.getState().tab) + by;
  const tab = EVENT_TABS[(index + EVENT_TABS.length) % EVENT_TABS.length];
  if (tab !== undefined) showTab(tab);
  return true;
}

/** Esc closes one level: the command, the search, the new case, the notice, then the selection. */
function closeOneLevel(): boolean {
  const { newCaseOpen, searchOpen, pane } = useDesk.getState();
  const { open, notice } = useAct.getState();
  if (open !== null) closeAct();
  else if (searchOpen) useDesk.setState({ searchOpen: false });
  else if (newCaseOpen) useDesk.setState({ newCaseOpen: false });
  else if (notice !== null) showNotice(null);
  else select(null);
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  focusPaneList(pane);
  return true;
}

/** Opens the selected case, also when it has left the list. */
function openSelected(): boolean {
  const { selection, pane } = useDesk.getState();
  if (selection?.kind === "case" && pane !== "forces") {
    goTo(casePath(selection.id));
    return true;
  }
  const list = activeList();
  if (list === null || list.selectedId === null) return false;
  list.open(list.selectedId);
  return true;
}

function focusPane(pane: Pane): boolean {
  useDesk.setState({ pane });
  focusPaneList(pane);
  return true;
}

const targetNow = (caseId: string, session: SessionView) => {
  const row = caseNow(caseId);
  return row === null ? null : { row, possible: commandsFor(session, row) };
};

/** Applies a command key to the selection: acknowledges an alarm, or gives a case its command. */
function actOnSelected(act: KeyAct, session: SessionView): boolean {
  const { selection } = useDesk.getState();
  const type = commandOfKey(act);
  if (selection === null || type === null) return false;
  const alarm = selection.kind === "alarm" ? alarmNow(selection.id) : null;
  if (act === "acknowledge" && alarm !== null && alarm.acknowledgedAt === null) {
    void acknowledge(alarm);
    return true;
  }
  const caseId = selection.kind === "case" ? selection.id : (alarm?.caseId ?? null);
  if (caseId === null || caseNow(caseId) === null) return false;
  actOnCase(() => targetNow(caseId, session), type);
  return true;
}

function judgeSelected(verdict: "confirmed" | "false_alarm"): boolean {
  const { selection } = useDesk.getState();
  const detection = selection?.kind === "detection" ? detectionNow(selection.id) : null;
  if (detection === null) return false;
  void judge(detection, verdict);
  return true;
}

function openPanel(panel: "helpOpen" | "newCaseOpen" | "searchOpen"): boolean {
  closeAct();
  useDesk.setState({ [panel]: true });
  return true;
}

function onDeskKey(act: KeyAct, session: SessionView): boolean {
  const pane = PANES.find((name) => act === `focus-${name}`);
  if (pane !== undefined) return focusPane(pane);
  const priority = ([1, 2, 3, 4] as const).find((p: Priority) => act === `priority-${p}`);
  if (priority !== undefined) {
    setFilter({ priorities: togglePriority(useDesk.getState().filter.priorities, priority) });
    return true;
  }
  switch (act) {
    case "next":
      return step(1);
    case "previous":
      return step(-1);
    case "open":
      return openSelected();
    case "escape":
      return closeOneLevel();
    case "previous-tab":
      return stepTab(-1);
    case "next-tab":
      return stepTab(1);
    case "show-fresh":
      activeList()?.takeFresh?.();
      return true;
    case "confirm-detection":
      return judgeSelected("confirmed");
    case "false-alarm":
      return judgeSelected("false_alarm");
    case "new-case":
      return mayPress(act, session.roles) && openPanel("newCaseOpen");
    case "search":
      return openPanel("searchOpen");
    case "help":
      return openPanel("helpOpen");
    default:
      return actOnSelected(act, session);
  }
}

export function useDeskKeys(): void {
  const session = useSession();
  useKeys((act) => onDeskKey(act, session));
}
