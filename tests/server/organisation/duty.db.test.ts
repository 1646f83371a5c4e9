// The duty roster: at every hour of the demo a leader, a supervisor and the desk are on duty; a change is visible at once;
// within scope, and without telephone numbers.
import { DutyRoster } from "@minqing/core/organisation/duty";
import { sql } from "@minqing/geodata/sql";
import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { expectProblem, openApp, SEED_TIMEOUT_MS, type TestApp, type Who } from "../open-app.ts";

const HOUR_MS = 3_600_000;
let app: TestApp;
const start = Date.now();
let clockMs = start;
beforeAll(async () => {
  app = await openApp({ now: () => new Date(clockMs) });
}, SEED_TIMEOUT_MS);

/** Sets the clock, and the last use of every session, so that none is idle. */
async function goTo(ms: number): Promise<void> {
  clockMs = ms;
  await app.owner.execute(sql`update sessions set last_seen_at = ${new Date(ms)}`);
}

const rosterOf = async (who: Who, query = ""): Promise<DutyRoster> => {
  const { status, body } = await app.get(who, `/api/duty${query}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return DutyRoster.parse(body);
};

test("at every hour of a month a leader, a supervisor and the desk are on duty, and who comes next is known", async () => {
  const hours = await app.owner.raw(sql`
    select count(*) filter (where o.role = 'leader')::int as leader, count(*) filter (where o.role = 'supervisor')::int as supervisor,
      count(*) filter (where o.role = 'acceptor')::int as acceptor, count(*) filter (where o.role = 'dispatcher')::int as dispatcher
    from generate_series(0, 28 * 24) h
    left join shifts s on s.department_id = '441500-command'
      and s.starts_at <= ${new Date(start)}::timestamptz + h * interval '1 hour'
      and s.ends_at > ${new Date(start)}::timestamptz + h * interval '1 hour'
    left join people p on p.id = s.person_id left join posts o on o.id = p.post_id
    group by h order by h`);
  expect(hours).toHaveLength(28 * 24 + 1);
  for (const hour of hours) expect(hour).toEqual({ leader: 1, supervisor: 1, acceptor: 4, dispatcher: 3 });

  const { now, next, nextChangeAt } = await rosterOf("leader", "?kind=command");
  expect(now.map(({ role }) => role)).toEqual([
    "leader",
    "supervisor",
    ...Array(4).fill("acceptor"),
    ...Array(3).fill("dispatcher"),
  ]);
  expect(next.map(({ role }) => role)).toEqual(now.map(({ role }) => role));
  expect(new Set(next.map(({ departmentId }) => departmentId))).toEqual(new Set(["441500-command"]));
  const changeMs = Date.parse(nextChangeAt ?? "");
  expect([changeMs > clockMs, changeMs <= clockMs + 8 * HOUR_MS]).toEqual([true, true]);
  // After the change the next ones are on duty.
  await goTo(changeMs);
  const after = await rosterOf("leader", "?kind=command");
  const arrived = next.filter(({ startsAt }) => Date.parse(startsAt) === changeMs).map(({ id }) => id);
  expect(arrived.length).toBeGreaterThan(0);
  expect(after.now.map(({ id }) => id)).toEqual(expect.arrayContaining(arrived));
  await goTo(start);
});

test("whoever is put on duty is there with the next reading, and gone when the shift is struck", async () => {
  const [startsAt, endsAt] = [1, 5].map((hours) => new Date(clockMs + hours * HOUR_MS).toISOString());
  const draft = { personId: "chief-city-x", departmentId: "441500-command", name: "防汛值班", startsAt, endsAt };
  const person = { name: "钟防汛", departmentId: "441500-command", postId: null, regionCode: "441500", reachCodes: [] };
  const made = await app.post("secadmin", "/api/organisation/people", {
    id: "chief-city-x",
    ...person,
    username: null,
    phone: "13811112222",
    validFrom: "2023-06-30",
    validTo: null,
  });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  const shift = await app.post("secadmin", "/api/organisation/shifts", draft);
  expect(shift.status, JSON.stringify(shift.body)).toBe(201);
  const named = ({ now, next }: DutyRoster) =>
    [now, next].map((list) => list.some((each) => each.personName === "钟防汛"));
  expect(named(await rosterOf("desk"))).toEqual([false, true]);
  await goTo(start + 2 * HOUR_MS);
  const answer = await app.get("desk", "/api/duty");
  expect(named(DutyRoster.parse(answer.body))).toEqual([true, false]);
  expect(JSON.stringify(answer.body)).not.toMatch(/phone|138\*|1381111/);
  await app.owner.execute(sql`delete from shifts where id = ${shift.body.id}`);
  expect(named(await rosterOf("desk"))).toEqual([false, false]);
  await goTo(start);
});

test("a county sees its own units and the city's, not another county's", async () => {
  const shown = async (who: Who) => {
    const { now, next } = await rosterOf(who);
    return new Set([...now, ...next].map(({ departmentId }) => departmentId));
  };
  const regions = await app.owner.query(
    sql`select id, region_code as code from departments`,
    z.object({ id: z.string(), code: z.string() }),
  );
  const codeOf = new Map(regions.map(({ id, code }) => [id, code]));
  const haifeng = [...(await shown("haifeng"))].map((id) => codeOf.get(id) ?? "");
  expect(haifeng).toContain("441500");
  expect(haifeng.filter((code) => code !== "441500" && !code.startsWith("441521"))).toEqual([]);
  expect(haifeng.some((code) => code.startsWith("441521"))).toBe(true);
  expect(await shown("haifeng")).toContain("441500-command");
  expect((await shown("leader")).size).toBeGreaterThan((await shown("haifeng")).size);
});

test("administrators and partner systems are not told", async () => {
  for (const who of ["secadmin", "sysadmin", "auditor", "partner"] as const) {
    expectProblem(await app.get(who, "/api/duty"), "role-missing", 403);
  }
  expectProblem(await app.get(null, "/api/duty"), "not-signed-in", 401);
});
