// A case (案件): a report that the city has taken responsibility for.

import { z } from "zod";
import { Secrecy } from "../access/scope.ts";
import { Priority } from "../alarm/priority.ts";
import { CaseContact } from "../privacy/contact.ts";
import { optionalText, typedText } from "../text/text.ts";
import { isEnded } from "./stages.ts";
import { CaseStatus } from "./status.ts";

export const CaseSource = z.enum(["alarm", "detection", "citizen", "grid_worker", "operator", "patrol"]);
export type CaseSource = z.infer<typeof CaseSource>;

/** How often an act that moves nothing was done (催办, 超期), and when last; by the act's name. */
export const CaseMarks = z.record(z.string(), z.object({ count: z.number().int(), at: z.iso.datetime() }));
export type CaseMarks = z.infer<typeof CaseMarks>;

/** A case as every screen sees it: the row of the database, folded from its log. */
export const CaseView = z
  .object({
    id: z.string(),
    /** Number for people: month, day, serial of the day (0911-0187). */
    number: z.string(),
    kind: z.enum(["event", "component"]),
    category: z.string(),
    categoryNameZh: z.string(),
    categoryNameEn: z.string(),
    title: z.string(),
    status: CaseStatus,
    priority: Priority,
    source: CaseSource,
    sourceId: z.string().nullable(),
    regionCode: z.string(),
    regionName: z.string(),
    /** Reach that it lies on; null if it is not on a river. */
    reachCode: z.string().nullable(),
    position: z.tuple([z.number(), z.number()]),
    address: z.string().nullable(),
    departmentId: z.string().nullable(),
    departmentName: z.string().nullable(),
    reportedAt: z.iso.datetime(),
    /** When the case entered its current status. */
    statusSince: z.iso.datetime(),
    /** When the clock of the deadline started, when the deadline is close (临期), and when it is; null without one. */
    clockSince: z.iso.datetime().nullable(),
    approachingAt: z.iso.datetime().nullable(),
    deadlineAt: z.iso.datetime().nullable(),
    closedAt: z.iso.datetime().nullable(),
    returnCount: z.number().int(),
    reworkCount: z.number().int(),
    marks: CaseMarks,
    secrecy: Secrecy,
    version: z.number().int(),
    synthetic: z.boolean(),
  })
  .meta({ id: "CaseView" });
export type CaseView = z.infer<typeof CaseView>;

/** The board shows cases that still need action. */
export const isCaseOnBoard = (row: Pick<CaseView, "status">): boolean => !isEnded(row.status);

/** The row that opens a case: the detail of the first act in its log. */
export const CaseOpening = z.object({
  number: z.string(),
  kind: z.enum(["event", "component"]),
  category: z.string(),
  categoryEdition: z.string(),
  title: z.string(),
  description: z.string().nullable(),
  priority: Priority,
  source: CaseSource,
  sourceId: z.string().nullable(),
  regionCode: z.string(),
  reachCode: z.string().nullable(),
  position: z.tuple([z.number(), z.number()]),
  address: z.string().nullable(),
  secrecy: Secrecy,
  synthetic: z.boolean(),
});
export type CaseOpening = z.infer<typeof CaseOpening>;

export const CaseReport = z
  .object({
    category: z.string().min(1),
    title: typedText(120),
    description: optionalText(2000),
    position: z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]),
    crs: z.enum(["WGS84", "CGCS2000", "GCJ02", "BD09"]).default("WGS84"),
    address: optionalText(200),
    priority: Priority.optional(),
    /** Absent: that of who sends it. A seat that takes reports for others chooses among those that its role allows. */
    source: CaseSource.exclude(["alarm", "detection"]).optional(),
    /** Stored apart from the case: no view of a case contains the contact. */
    contact: CaseContact.optional(),
  })
  .meta({ id: "CaseReport" });
export type CaseReport = z.infer<typeof CaseReport>;
