// The case that the desk shows: the selected one, or the one that the selected alarm opened.
import type { CaseView } from "@minqing/core/case/case";
import { useAlarms, useCase } from "./board.ts";
import { useDesk } from "./desk-store.ts";

export function useFocusCase(): CaseView | null {
  const selection = useDesk((state) => state.selection);
  const alarms = useAlarms();
  const fromAlarm = selection?.kind === "alarm" ? (alarms.get(selection.id)?.caseId ?? null) : null;
  return useCase(selection?.kind === "case" ? selection.id : fromAlarm);
}
