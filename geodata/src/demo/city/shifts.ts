// A week of shifts (班次) around the anchor: the command centre in three shifts a day, and one person on call (值班) for
// each unit that handles cases. The first person of a rota is drawn once per post, so that adding a unit changes no
// other.
import { shiftId } from "@minqing/core/organisation/shift";
import { cityDay } from "@minqing/core/organisation/validity";
import type { DemoDepartment } from "./departments.ts";
import type { DemoPerson } from "./people.ts";
import { hasHandlers, type PostRole, postIdOf } from "./posts.ts";
import { randomFor } from "./random.ts";

export interface DemoShift {
  id: string;
  personId: string;
  departmentId: string;
  name: string;
  startsAt: Date;
  endsAt: Date;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** From yesterday on: a demo that runs for a month still has people on duty. */
const DAYS = 31;

interface Turn {
  name: string;
  fromHour: number;
  hours: number;
}

const THREE_A_DAY: readonly Turn[] = [
  { name: "夜班", fromHour: 0, hours: 8 },
  { name: "早班", fromHour: 8, hours: 8 },
  { name: "中班", fromHour: 16, hours: 8 },
];
const ON_CALL: readonly Turn[] = [{ name: "值班", fromHour: 8, hours: 24 }];

/** Number of people of each role on duty at a time. */
const COMMAND_CENTRE_STAFF: readonly (readonly [PostRole, number, readonly Turn[]])[] = [
  ["leader", 1, ON_CALL],
  ["supervisor", 1, THREE_A_DAY],
  ["acceptor", 4, THREE_A_DAY],
  ["dispatcher", 3, THREE_A_DAY],
];

interface Rota {
  departmentId: string;
  role: PostRole;
  /** On duty at a time. */
  count: number;
  turns: readonly Turn[];
}

const rotasOf = (department: DemoDepartment): Rota[] => {
  const { id: departmentId } = department;
  if (department.kind === "command") {
    return COMMAND_CENTRE_STAFF.map(([role, count, turns]) => ({ departmentId, role, count, turns }));
  }
  return hasHandlers(department) ? [{ departmentId, role: "handler", count: 1, turns: ON_CALL }] : [];
};

export interface Staffing {
  seed: string;
  departments: readonly DemoDepartment[];
  people: readonly DemoPerson[];
}

export function shiftsOf({ seed, departments, people }: Staffing, anchor: Date): DemoShift[] {
  const midnight = Date.parse(`${cityDay(anchor)}T00:00:00+08:00`) - DAY_MS;
  const holders = Map.groupBy(people, ({ postId }) => postId);
  return departments.flatMap(rotasOf).flatMap(({ departmentId, role, count, turns }) => {
    const postId = postIdOf(departmentId, role);
    const staff = holders.get(postId) ?? [];
    const first = randomFor(seed, `shifts:${postId}`).below(Math.max(1, staff.length));
    return Array.from({ length: DAYS * turns.length }, (_, n) => n).flatMap((n) => {
      const turn = turns[n % turns.length];
      if (turn === undefined) return [];
      const startsAt = new Date(midnight + Math.floor(n / turns.length) * DAY_MS + turn.fromHour * HOUR_MS);
      const endsAt = new Date(startsAt.getTime() + turn.hours * HOUR_MS);
      return Array.from({ length: count }, (_, k) => staff[(first + n * count + k) % staff.length])
        .filter((person) => person !== undefined)
        .map(({ id: personId }) => {
          const shift = { personId, departmentId, name: turn.name, startsAt, endsAt };
          return { ...shift, id: shiftId({ personId, startsAt: startsAt.toISOString() }) };
        });
    });
  });
}
