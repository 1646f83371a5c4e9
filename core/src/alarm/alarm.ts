// An alarm (告警) as every screen sees it. Terms of OPC UA Part 9 / ISA-18.2.
import { z } from "zod";
import { Priority } from "./priority.ts";

export const AlarmView = z
  .object({
    id: z.string(),
    ruleId: z.string(),
    nameZh: z.string(),
    nameEn: z.string(),
    priority: Priority,
    /** What the alarm is about: a datastream, a thing, or the gateway itself. */
    subjectId: z.string(),
    thingId: z.string().nullable(),
    thingName: z.string().nullable(),
    regionCode: z.string(),
    regionName: z.string(),
    /** Reach of the thing; null if it is not on a river. */
    reachCode: z.string().nullable(),
    position: z.tuple([z.number(), z.number()]).nullable(),
    observedProperty: z.string().nullable(),
    unit: z.string().nullable(),
    value: z.number().nullable(),
    limit: z.number().nullable(),
    raisedAt: z.iso.datetime(),
    acknowledgedAt: z.iso.datetime().nullable(),
    acknowledgedBy: z.string().nullable(),
    /** When the limit for acknowledging it had passed (超时未确认); null while it has not. */
    acknowledgeOverdueAt: z.iso.datetime().nullable(),
    clearedAt: z.iso.datetime().nullable(),
    /** Also null for a reader who does not see the case. */
    caseId: z.string().nullable(),
    version: z.number().int(),
    synthetic: z.boolean(),
  })
  .meta({ id: "AlarmView" });
export type AlarmView = z.infer<typeof AlarmView>;

/** An alarm leaves the board when it is both cleared and acknowledged: an unseen alarm never vanishes by itself. */
export const isAlarmOnBoard = (alarm: Pick<AlarmView, "clearedAt" | "acknowledgedAt">): boolean =>
  alarm.clearedAt === null || alarm.acknowledgedAt === null;
