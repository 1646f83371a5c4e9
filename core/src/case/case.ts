// A case (案件): a report that the city has taken responsibility for.
import { z } from "zod";
import { Secrecy } from "../access/scope.ts";
import { Priority } from "../alarm/priority.ts";
import { CaseContact } from "../privacy/contact.ts";
import { isEnded } from "./stages.ts";
import { CaseStatus } from "./status.ts";

export const CaseSource = z.enum(["alarm", "detection", "citizen", "grid_worker", "operator", "patrol"]);
export type CaseSource = z.infer<typeof CaseSource>;

/** A case as every screen sees it: the row of the database, folded from its transitions. */
export const CaseView = z.object({
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
  /** When the current stage is due; null without a deadline. */
  deadlineAt: z.iso.datetime().nullable(),
  closedAt: z.iso.datetime().nullable(),
  returnCount: z.number().int(),
  reworkCount: z.number().int(),
  secrecy: Secrecy,
  version: z.number().int(),
  synthetic: z.boolean(),
});
export type CaseView = z.infer<typeof CaseView>;

/** The fields of a case that `decide` needs. */
export type Case = Pick<
  CaseView,
  "id" | "status" | "priority" | "departmentId" | "returnCount" | "reworkCount" | "version"
>;

/** The board shows cases that still need action. */
export const isCaseOnBoard = (row: Pick<CaseView, "status">): boolean => !isEnded(row.status);

export const CaseTransition = z.object({
  caseId: z.string(),
  /** The case's version after this transition; 1 is the report itself. */
  version: z.number().int().min(1),
  at: z.iso.datetime(),
  actor: z.string(),
  actorName: z.string(),
  command: z.string(),
  from: CaseStatus.nullable(),
  to: CaseStatus,
  reason: z.string().nullable(),
  note: z.string().nullable(),
  departmentId: z.string().nullable(),
  departmentName: z.string().nullable().optional(),
});
export type CaseTransition = z.infer<typeof CaseTransition>;

/** Whether the transition changed the status; classifying a case does not. */
export const isMove = ({ from, to }: Pick<CaseTransition, "from" | "to">): boolean => from !== to;

export const CaseReport = z.object({
  category: z.string().min(1),
  title: z.string().min(1).max(120),
  description: z.string().max(2000).optional(),
  position: z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]),
  crs: z.enum(["WGS84", "CGCS2000", "GCJ02", "BD09"]).default("WGS84"),
  address: z.string().max(200).optional(),
  priority: Priority.optional(),
  source: CaseSource.exclude(["alarm", "detection"]).default("operator"),
  /** Stored apart from the case: no view of a case contains the contact. */
  contact: CaseContact.optional(),
});
export type CaseReport = z.infer<typeof CaseReport>;
