// Who is on duty (值班): by department and post, now and after the next change. Names and posts only: a telephone number stays
// in the register of people.
import { z } from "zod";
import { Role } from "../access/account.ts";

export const DutyPerson = z.object({
  /** Of the shift. */
  id: z.string(),
  personName: z.string(),
  departmentId: z.string(),
  departmentName: z.string(),
  departmentNameEn: z.string().nullable(),
  /** Null where the person holds no post. */
  postName: z.string().nullable(),
  postNameEn: z.string().nullable(),
  /** What the post makes of its holder. */
  role: Role.nullable(),
  /** 早班, 夜班, 值班. */
  shiftName: z.string(),
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  synthetic: z.boolean(),
});
export type DutyPerson = z.infer<typeof DutyPerson>;

export const DutyRoster = z.object({
  at: z.iso.datetime(),
  now: z.array(DutyPerson),
  /** Who comes next, for each post of a department. */
  next: z.array(DutyPerson),
  /** When somebody begins or ends next; null when nothing is entered. */
  nextChangeAt: z.iso.datetime().nullable(),
});
export type DutyRoster = z.infer<typeof DutyRoster>;

/** In a department the one who decides stands first. */
export const DUTY_ORDER: readonly Role[] = ["leader", "supervisor", "acceptor", "dispatcher"];

export function nextChange(now: readonly DutyPerson[], next: readonly DutyPerson[]): string | null {
  const instants = [...now.map(({ endsAt }) => endsAt), ...next.map(({ startsAt }) => startsAt)];
  return instants.reduce<string | null>((first, each) => {
    return first === null || Date.parse(each) < Date.parse(first) ? each : first;
  }, null);
}
