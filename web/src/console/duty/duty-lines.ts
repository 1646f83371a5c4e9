// The duty roster as lines: one for each post of a department, with the people on duty and the next ones. Pure.
import type { DutyPerson, DutyRoster } from "@minqing/core/organisation/duty";

export interface DutyLine {
  key: string;
  /** One person of the line, for the names of department and post. */
  person: DutyPerson;
  now: string[];
  /** The earliest end of a shift of those on duty; null when the post is vacant. */
  untilMs: number | null;
  next: string[];
  fromMs: number | null;
}

const keyOf = ({ departmentId, postName }: DutyPerson): string => `${departmentId} ${postName ?? ""}`;
const namesOf = (people: readonly DutyPerson[]): string[] => people.map(({ personName }) => personName);
const earliest = (instants: readonly string[]): number | null =>
  instants.length === 0 ? null : Math.min(...instants.map((each) => Date.parse(each)));

/** In the order of the roster; vacant posts follow the other posts of their department. */
export function dutyLines({ now, next }: Pick<DutyRoster, "now" | "next">): DutyLine[] {
  const departments = [...new Set([...now, ...next].map(({ departmentId }) => departmentId))];
  const posts = Map.groupBy([...now, ...next], keyOf);
  const lines = [...posts].map(([key, people]): DutyLine => {
    const there = people.filter((person) => now.includes(person));
    const coming = people.filter((person) => next.includes(person));
    const [person = coming[0]] = there;
    return {
      key,
      person: person as DutyPerson,
      now: namesOf(there),
      untilMs: earliest(there.map(({ endsAt }) => endsAt)),
      next: namesOf(coming),
      fromMs: earliest(coming.map(({ startsAt }) => startsAt)),
    };
  });
  return departments.flatMap((id) => lines.filter(({ person }) => person.departmentId === id));
}

/** The person in charge now: the shift supervisor (值班长), or else the leader on duty (值班领导). */
export const inCharge = (now: readonly DutyPerson[]): DutyPerson | null =>
  now.find(({ role }) => role === "supervisor") ?? now.find(({ role }) => role === "leader") ?? null;
