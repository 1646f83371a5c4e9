// The board: the objects that every live screen shows. The snapshot's SQL and the replica use the same predicates.
import { z } from "zod";
import { AlarmView, isAlarmOnBoard } from "../alarm/alarm.ts";
import { CaseView, isCaseOnBoard } from "../case/case.ts";
import { DetectionView, isDetectionOnBoard } from "../detection/detection.ts";
import { isWarningOnBoard, WarningView } from "../warning/warning.ts";
import type { ChangeKind } from "./entry.ts";

export const BoardSnapshot = z
  .object({
    cursor: z.number().int(),
    /** Canonical text of the scope it was read with, and of the build that read it: sent back to resume. */
    scopeKey: z.string(),
    at: z.iso.datetime(),
    cases: z.array(CaseView),
    alarms: z.array(AlarmView),
    warnings: z.array(WarningView),
    detections: z.array(DetectionView),
  })
  .meta({ id: "BoardSnapshot" });
export type BoardSnapshot = z.infer<typeof BoardSnapshot>;

export interface BoardObjects {
  case: CaseView;
  alarm: AlarmView;
  warning: WarningView;
  detection: DetectionView;
}

export const BOARD: {
  [K in ChangeKind]: { schema: z.ZodType<BoardObjects[K]>; shown(value: BoardObjects[K]): boolean };
} = {
  case: { schema: CaseView, shown: isCaseOnBoard },
  alarm: { schema: AlarmView, shown: isAlarmOnBoard },
  warning: { schema: WarningView, shown: isWarningOnBoard },
  detection: { schema: DetectionView, shown: isDetectionOnBoard },
};
