// Who is on duty (值班): by department and post, now and after the next change. Names and posts only: telephone numbers
// stay in the register of people.
import { z } from "zod";
import type { Role } from "../access/account.ts";

export const DutyPerson = z.object({
  /** Id of the shift. */
  id: z.string(),
  personName: z.string(),
  departmentId: z.string(),
  departmentName: z.string(),
  departmentNameEn: z.string().nullable(),
  /** Null where the person holds no post. */
  postName: z.string().nullable(),
  postNameEn: z.string().nullable(),
  /** Role of the post. */
  role: z.string().nullable(),
  /** 早班, 夜班, 值班. */
  shiftName: z.string(),
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  synthetic: z.boolean(),
});
export type DutyPerson = z.infer<typeof DutyPerson>;

export const DutyRoster = z
  .object({
    at: z.iso.datetime(),
    now: z.array(DutyPerson),
    /** The next shifts, for each post of a department. */
    next: z.array(DutyPerson),
    /** When a shift begins or ends next; null if none is entered. */
    nextChangeAt: z.iso.datetime().nullable(),
  })
  .meta({ id: "DutyRoster" });
export type DutyRoster = z.infer<typeof DutyRoster>;

/** Order within a department: the role that decides comes first. */
export const DUTY_ORDER: readonly Role[] = ["leader", "supervisor", "acceptor", "dispatcher"];

export function nextChange(now: readonly DutyPerson[], next: readonly DutyPerson[]): string | null {
  const instants = [...now.map(({ endsAt }) => endsAt), ...next.map(({ startsAt }) => startsAt)];
  return instants.reduce<string | null>((first, each) => {
    return first === null || Date.parse(each) < Date.parse(first) ? each : first;
  }, null);
}
