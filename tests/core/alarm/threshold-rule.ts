import { ThresholdRule } from "@minqing/core/alarm/rule";
import { deepFreeze } from "../deep-freeze.ts";

const MINUTE = 60_000;

/** A river level over 4 m for 2 minutes, with a hysteresis of 0.1 m. */
export const thresholdRule = (part: Partial<ThresholdRule> = {}): ThresholdRule =>
  deepFreeze({
    ...ThresholdRule.parse({
      id: "r",
      edition: "1",
      nameZh: "超警戒",
      nameEn: "over warning level",
      priority: 2,
      thingKinds: ["river_level"],
      caseCategory: null,
      kind: "threshold",
      observedProperty: "waterLevelM",
      operator: ">=",
      limit: 4,
      hysteresis: 0.1,
      holdMs: 2 * MINUTE,
      clearHoldMs: MINUTE,
      latenessMs: 5 * MINUTE,
    }),
    ...part,
  });
