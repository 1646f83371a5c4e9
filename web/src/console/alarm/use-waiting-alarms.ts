// The alarms of the board without those that this page has just acknowledged.
import type { AlarmView } from "@minqing/core/alarm/alarm";
import { useMemo } from "react";
import { useAlarms } from "../board.ts";
import { useAcknowledging } from "./acknowledging.ts";

export function useWaitingAlarms(): readonly AlarmView[] {
  const alarms = useAlarms();
  const acceptedIds = useAcknowledging((state) => state.acceptedIds);
  return useMemo(() => [...alarms.values()].filter(({ id }) => !acceptedIds.has(id)), [alarms, acceptedIds]);
}
