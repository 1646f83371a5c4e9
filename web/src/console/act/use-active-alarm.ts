// The active alarm of the case that is about to be closed, as the board knows it: closing under it takes a reason.
import type { AlarmView } from "@minqing/core/alarm/alarm";
import type { CaseView } from "@minqing/core/case/case";
import { useMemo } from "react";
import { useAlarms } from "../board.ts";
import type { OpenAct } from "./act-store.ts";

export function useActiveAlarm(row: CaseView | null, open: OpenAct | null): AlarmView | null {
  const alarms = useAlarms();
  const caseId = open?.draft.type === "close" ? row?.id : undefined;
  return useMemo(() => {
    if (caseId === undefined) return null;
    return [...alarms.values()].find((alarm) => alarm.caseId === caseId && alarm.clearedAt === null) ?? null;
  }, [alarms, caseId]);
}
