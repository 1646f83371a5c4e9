// The standing (归属) of an object: the facts that decide who sees it. The predicates are the same as geodata's SQL.
import { z } from "zod";
import { inScope, type Scope, Secrecy } from "./scope.ts";

const usernames = z.array(z.string()).default([]);

const caseFields = {
  /** Code of its region or grid cell. */
  code: z.string(),
  reach: z.string().nullable().default(null),
  /** Only for a case: the unit that answers for it (主办), and those that help (协办). */
  lead: z.string().nullable().default(null),
  assisting: z.array(z.string()).default([]),
  /** Only for a case: the accounts that reported it, and those that have a task of it. */
  reporters: usernames,
  assignees: usernames,
  /** Grade of confidentiality of a case, or of a detection that belongs to one. */
  secrecy: Secrecy.default(0),
};

/** Entries of the change log from before units and reporters were sets have `department` and `reportedBy`. */
function withSets(value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("department" in value || "reportedBy" in value)) return value;
  const { department = null, reportedBy = null, ...rest } = value as { department?: unknown; reportedBy?: unknown };
  return { lead: department, reporters: reportedBy === null ? [] : [reportedBy], ...rest };
}

export const CaseStanding = z.preprocess(withSets, z.object(caseFields));
export type CaseStanding = z.infer<typeof CaseStanding>;

export const Standing = z.preprocess(
  withSets,
  z.object({
    ...caseFields,
    /** For an alarm or a detection: the standing of the case that it names; null if it names none. */
    case: CaseStanding.nullable().default(null),
  }),
);
export type Standing = z.infer<typeof Standing>;

/** The standing of an object that has only a place. */
export const standingAt = (code: string, reach: string | null = null): Standing => Standing.parse({ code, reach });

/** Whether something in this place, or on this reach, is inside the scope. */
export const inPlace = (scope: Scope, { code, reach }: Pick<Standing, "code" | "reach">): boolean =>
  inScope(scope, code) || (reach !== null && scope.reaches.includes(reach));

/** Whether a case is seen for its place or its unit: with everything in it. */
const seesWhole = (scope: Scope, standing: CaseStanding): boolean =>
  [standing.lead, ...standing.assisting].some((unit) => unit !== null && scope.departments.includes(unit)) ||
  (scope.caseRange === "region" && inPlace(scope, standing));

const isOwn = ({ own }: Scope, { reporters, assignees }: CaseStanding): boolean =>
  own !== null && (reporters.includes(own) || assignees.includes(own));

/** A case above the clearance is never seen, not even by the person who reported it. */
export const seesCase = (scope: Scope, standing: CaseStanding): boolean =>
  standing.secrecy <= scope.secrecy && (isOwn(scope, standing) || seesWhole(scope, standing));

/** Whether a case is seen for the own report alone (仅本人): its reporter learns the public stage, and nothing of others. */
export const seesAsReporter = (scope: Scope, standing: CaseStanding): boolean =>
  seesCase(scope, standing) &&
  !seesWhole(scope, standing) &&
  !(scope.own !== null && standing.assignees.includes(scope.own));

/** Whether an alarm or a detection may name its case: only to people who see the case. */
export const mayNameCase = (scope: Scope, standing: Pick<Standing, "case">): boolean =>
  standing.case !== null && seesCase(scope, standing.case);

type DeviceStanding = Pick<Standing, "code" | "reach" | "case">;

/** What a device has made is seen by its place; the ranges unit and own see it only through their cases. */
const seesDevice = (scope: Scope, standing: DeviceStanding): boolean =>
  scope.caseRange === "region" ? inPlace(scope, standing) : mayNameCase(scope, standing);

export const seesAlarm = (scope: Scope, standing: DeviceStanding): boolean => seesDevice(scope, standing);

/** A detection is as confidential as the case that it belongs to. */
export const seesDetection = (scope: Scope, standing: DeviceStanding & Pick<Standing, "secrecy">): boolean =>
  standing.secrecy <= scope.secrecy && seesDevice(scope, standing);
