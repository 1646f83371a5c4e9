// The log of a case (案件日志) as screens read it.
import { z } from "zod";
import { CaseActName } from "./acts.ts";
import { CaseStatus } from "./status.ts";

export const CaseActView = z
  .object({
    caseId: z.string(),
    /** 1 is the report itself. */
    seq: z.number().int().min(1),
    /** The case's version after the act. */
    version: z.number().int().min(1),
    at: z.iso.datetime(),
    actor: z.string(),
    actorName: z.string(),
    act: CaseActName,
    from: CaseStatus.nullable(),
    to: CaseStatus,
    /** What the act was given: reason, note, unit… The opening row of a report is left out. */
    detail: z.record(z.string(), z.unknown()),
    /** The unit with which the case is after the act. */
    departmentId: z.string().nullable(),
    departmentName: z.string().nullable(),
  })
  .meta({ id: "CaseActView" });
export type CaseActView = z.infer<typeof CaseActView>;

/** Whether the act changed the status; classifying or urging does not. */
export const isMove = ({ from, to }: Pick<CaseActView, "from" | "to">): boolean => from !== to;
