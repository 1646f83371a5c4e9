// Every account sees exactly the objects of its scope: generated accounts with generated scopes read every registered channel,
// and the results are compared with core's predicate over all rows.
import { CaseRange, compileScope, resolveScope, type Scope, type Secrecy } from "@minqing/core/access/scope";
import { CaseStanding, Standing, standingAt } from "@minqing/core/access/standing";
import { type UnitInTree, unitsBelow } from "@minqing/core/access/units";
import { createAccount } from "@minqing/geodata/access/queries";
import { GENERATED, hashPassword } from "@minqing/geodata/process/secret/password";
import { managedRegions, unitsInTree } from "@minqing/geodata/region/queries";
import { type Sql, sql } from "@minqing/geodata/sql";
import { ROUTE_PERMISSIONS } from "@minqing/server/access/route-permissions";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { times } from "../../services/night.ts";
import { openApp, PASSWORD, SEED_TIMEOUT_MS, type TestApp } from "../open-app.ts";
import { detect, gridIn, moveAlarm, raiseAlarm } from "../sources.ts";
import { CHANNELS, type Channel, NOT_WALKED, type Placed, READS } from "./channels.ts";
import { openLabelledSources } from "./labelled-sources.ts";

const PEOPLE = times(24, 300);
/** The same accounts by day, random ones at night. */
const SEED = times(441500, Math.trunc(Math.random() * 1e9));
let app: TestApp;
let codes: string[] = [];
const volatile: Placed[] = [];

const Row = Standing.and(
  z.object({
    id: z.string(),
    caseId: z.string().nullable().default(null),
    via: z.array(CaseStanding).default([]),
    pictures: z.array(z.object({ secrecy: z.number(), case: CaseStanding.nullable() })).default([]),
  }),
);
/** Grants beside regions. */
let reaches: string[] = [];
let units: UnitInTree[] = [];

beforeAll(async () => {
  app = await openApp();
  const regions = await app.owner.query(
    sql`select code, level from regions order by code`,
    z.object({ code: z.string(), level: z.string() }),
  );
  const cells = await app.owner.query(
    sql`select code from grid_cells order by md5(code) limit 30`,
    z.object({ code: z.string() }),
  );
  units = await unitsInTree(app.owner);
  codes = [...regions.map(({ code }) => code), ...cells.map(({ code }) => code)];
  await fillCity(regions.filter(({ level }) => level === "town").map(({ code }) => code));
}, SEED_TIMEOUT_MS);

/** Creates objects of each kind in every fourth town, and moves some to another town. */
async function fillCity(towns: string[]): Promise<void> {
  await alongRivers();
  const some = towns.filter((_, index) => index % 4 === 0);
  const foreign = (await managedRegions(app.owner, new Date())).map(({ code }) => code);
  const own = some.filter((town) => !foreign.some((code) => town.startsWith(code) || code.startsWith(town)));
  await openLabelledSources(app, own, units);
  for (const [index, region] of some.entries()) {
    const alarm = await raiseAlarm(app.db, { region });
    await detect(app.db, { region }).catch(() => undefined);
    const titles = { type: "rainstorm", colour: "yellow", titleZh: "暴雨", titleEn: "Rain" };
    await app.post("partner", "/api/warnings", { ...titles, regionCode: region });
    if (index % 3 === 1) await moveAlarm(app.db, alarm, some[index - 1] ?? region);
    const reachCode = index % 2 === 0 ? null : (reaches[index % reaches.length] ?? null);
    const item = { regionCode: region, reachCode, observedAtMs: Date.now() };
    app.context.liveLayers.put({
      positions: [{ ...item, no: index + 1, lon: 115, lat: 22, heading: 0, speedKmh: 0 }],
      values: [{ ...item, datastream: index + 1, value: 1 }],
    });
    volatile.push({ id: String(index + 1), caseId: null, via: [], pictures: [], ...standingAt(region, reachCode) });
  }
  await moveCases();
  await app.owner.execute(sql`
    insert into dead_letters (received_at, device_id, topic, reason, detail, size_bytes, payload_sha256, payload_head)
    select now(), id, 'city/v1', 'test', 'expected, got', 1, '\\x01', '\\x01' from things order by md5(id) limit 60`);
}

/** Creates alarms of gauges and detections of cameras on rivers: a river chief sees them from another county. */
async function alongRivers(): Promise<void> {
  const gauges = await app.owner.query(
    sql`select id, reach_code as reach from things where reach_code is not null and geom is not null order by md5(id) limit 12`,
    z.object({ id: z.string(), reach: z.string() }),
  );
  for (const { id } of gauges) await raiseAlarm(app.db, { thingId: id });
  await detect(app.db, { region: "4415", onRiver: true });
  reaches = [...new Set(gauges.map(({ reach }) => reach))];
}

/** Creates reports of several accounts and dispatches, returns and classifies them over HTTP, so that the change log has them too. */
async function moveCases(): Promise<void> {
  const spots = await app.owner.query(
    sql`select array[st_x(p), st_y(p)] as position from (
      select st_pointonsurface(geom) as p from grid_cells where code like '441521%' and not exists (
        select from regions r where r.management_parent_code is not null and grid_cells.code like r.code || '%')
      order by md5(code) limit 12) g`,
    z.object({ position: z.tuple([z.number(), z.number()]) }),
  );
  for (const [index, { position }] of spots.entries()) {
    const report = { category: "0110", title: `case ${index}`, position };
    const { body } = await app.post(index % 3 === 0 ? "grid-worker" : "haifeng", "/api/cases", report);
    let { version } = body;
    const act = async (type: string, more = {}) => {
      const answer = await app.post("haifeng", `/api/cases/${body.id}/commands`, { type, version, ...more });
      expect(answer.body).toMatchObject({ version: expect.any(Number) });
      version = answer.body.version;
    };
    await act("accept");
    await act("register");
    const unit = units[(index * 7) % units.length]?.id;
    if (index % 2 === 0) await act("dispatch", { departmentId: unit });
    const grade = { secrecy: index % 3, reason: "test", version };
    if (index % 3 > 0) expect((await app.post("cleared", `/api/cases/${body.id}/secrecy`, grade)).status).toBe(200);
  }
  // The demo history has no reporters, reaches and grades.
  await app.owner.execute(sql`
    update cases set secrecy = case when n % 9 = 0 then 2 when n % 5 = 0 then 1 else 0 end,
      reach_code = case when n % 4 = 0 then (${reaches}::text[])[1 + n % ${reaches.length}] end,
      reporters = case when n % 6 = 0 then array['reader-' || n % ${PEOPLE}, 'somebody'] else '{}' end,
      assignees = case when n % 7 = 0 then array['somebody', 'reader-' || n % ${PEOPLE}] else '{}' end,
      assisting = case when n % 3 = 0 then array[(${units.map(({ id }) => id)}::text[])[1 + n % ${units.length}]] else '{}' end
    from (select id, abs(hashtext(id::text)) as n from cases where reporters = '{}' and source_id is null) of
    where of.id = cases.id`);
}

/** Accounts with scopes of every level, functional zones included, some with exceptions. */
interface Person {
  regions: string[];
  except: string[];
  reachCodes: string[];
  caseRange: CaseRange;
  departmentId: string | null;
  clearance: Secrecy;
}

function people(): Person[] {
  const region = fc.constantFrom(...codes);
  const person = fc.record({
    regions: fc.oneof(
      { weight: 3, arbitrary: fc.array(region, { minLength: 1, maxLength: 3 }) },
      { weight: 2, arbitrary: fc.constantFrom(...codes.filter((code) => code.length === 6)).map((code) => [code]) },
    ),
    except: fc.oneof(fc.constant<string[]>([]), fc.array(region, { minLength: 1, maxLength: 2 })),
    reachCodes: fc.oneof(fc.constant<string[]>([]), fc.uniqueArray(fc.constantFrom(...reaches), { maxLength: 3 })),
    caseRange: fc.oneof(fc.constant<CaseRange>("region"), fc.constantFrom(...CaseRange.options)),
    departmentId: fc.oneof(fc.constant(null), fc.constantFrom(...units.map(({ id }) => id))),
    clearance: fc.constantFrom<Secrecy>(0, 0, 1, 2),
  });
  return fc.sample(person, { numRuns: PEOPLE, seed: SEED });
}

async function everything(channel: Pick<Channel, "all">): Promise<Placed[]> {
  return channel.all === null ? volatile : app.owner.query(channel.all, Row);
}

async function answered(channel: Channel, headers: Record<string, string>): Promise<string[]> {
  const ids: string[] = [];
  let next: string | null = null;
  do {
    const { status, body } = await app.ask(null, "GET", channel.path(next), undefined, headers);
    expect([channel.route, status]).toEqual([channel.route, 200]);
    ids.push(...channel.ids(body));
    next = body.nextCursor ?? null;
  } while (next !== null);
  return ids.sort();
}

const expected = (all: readonly Placed[], scope: Scope, { sees, shown }: Channel): string[] =>
  all
    .filter((placed) => sees(scope, placed))
    .map((placed) => shown?.(scope, placed) ?? placed.id)
    .sort();

/** Reads the rows of each statement once. For tests in which nothing changes while people read. */
function rowsRead(): (all: Sql | null) => Promise<Placed[]> {
  const rows = new Map<Sql | null, Promise<Placed[]>>();
  return (all) => {
    const known = rows.get(all) ?? everything({ all });
    rows.set(all, known);
    return known;
  };
}

/** The objects that one account gets through each channel, and those that core expects. */
async function compare(scope: Scope, headers: Record<string, string>, rowsOf = rowsRead()) {
  const differing: { route: string; foreign: string[]; missing: string[] }[] = [];
  let seen = 0;
  for (const channel of CHANNELS) {
    const [got, wanted] = [await answered(channel, headers), expected(await rowsOf(channel.all), scope, channel)];
    seen += got.length;
    if (got.join() === wanted.join()) continue;
    differing.push({
      route: channel.route,
      foreign: got.filter((id) => !wanted.includes(id)),
      missing: wanted.filter((id) => !got.includes(id)),
    });
  }
  return { differing, seen };
}

const USUAL: Omit<Person, "regions"> = {
  except: [],
  reachCodes: [],
  caseRange: "region",
  departmentId: null,
  clearance: 0,
};

async function signedIn(username: string, { regions: regionCodes, except: exceptCodes, ...grants }: Person) {
  const passwordHash = await hashPassword(PASSWORD, GENERATED);
  await createAccount(app.db, {
    username,
    displayName: username,
    passwordHash,
    regionCodes,
    exceptCodes,
    ...grants,
    roles: ["leader"],
    demo: true,
    createdAt: new Date(),
  });
  const { token } = await app.context.sessions.openFor(username);
  return { authorization: `Bearer ${token}` };
}

test("each gets exactly what is in their scope, through every channel", {
  timeout: 300_000 * times(1, 20),
}, async () => {
  console.log(`scope: seed ${SEED}`);
  const managed = await managedRegions(app.owner, new Date());
  expect(managed.length).toBeGreaterThan(3);
  let seen = 0;
  const rowsOf = rowsRead();
  for (const [index, person] of people().entries()) {
    const { regions, except, reachCodes, caseRange, departmentId, clearance } = person;
    const username = `reader-${index}`;
    const headers = await signedIn(username, person);
    const scope = resolveScope(regions, except, managed, {
      reaches: reachCodes,
      caseRange,
      own: username,
      secrecy: clearance,
      departments: departmentId === null ? [] : unitsBelow(departmentId, units),
    });
    const result = await compare(scope, headers, rowsOf);
    expect({ person, differing: result.differing }).toEqual({ person, differing: [] });
    seen += result.seen;
    for (const { path, all, sees } of READS) {
      for (const placed of await rowsOf(all)) {
        const { status } = await app.ask(null, "GET", path(placed.id), undefined, headers);
        expect({ placed, person, status }).toMatchObject({ status: sees(scope, placed) ? 200 : 404 });
      }
    }
  }
  expect(seen).toBeGreaterThan(10_000);
});

test("the comparison notices a filter that is missing, and one that hides too much", async () => {
  const [county, town] = ["441521", codes.find((code) => code.length === 9 && code.startsWith("441521")) ?? ""];
  const headers = await signedIn("reader-county", { ...USUAL, regions: [county] });
  const managed = await managedRegions(app.owner, new Date());
  const narrow = await compare(compileScope([town]), headers);
  expect(narrow.differing.some(({ foreign }) => foreign.length > 0)).toBe(true);
  const wide = await compare(resolveScope(["441500"], [], managed), headers);
  expect(wide.differing.some(({ missing }) => missing.length > 0)).toBe(true);
});

test("what leaves a scope is gone from it", async () => {
  const [from = "", to = ""] = codes.filter((code) => code.length === 9 && code.startsWith("441581"));
  const headers = await signedIn("reader-leaving", { ...USUAL, regions: [from] });
  const alarm = await raiseAlarm(app.db, { region: from });
  const { cursor } = (await app.ask(null, "GET", "/api/snapshot", undefined, headers)).body;
  await moveAlarm(app.db, alarm, to);
  const { body } = await app.ask(null, "GET", `/api/changes?after=${cursor}`, undefined, headers);
  expect(body.items).toEqual([expect.objectContaining({ kind: "alarm", id: alarm, op: "gone" })]);
  expect(JSON.stringify(body.items)).not.toContain(to);
});

test("a case that is classified, or dispatched to another unit, is gone for whom it leaves", async () => {
  const { position } = await gridIn(app.db, "441521");
  const mine = { ...USUAL, regions: ["441521"] };
  const [open, cleared] = [
    await signedIn("reader-open", mine),
    await signedIn("reader-cleared", { ...mine, clearance: 1 }),
  ];
  const unit = { caseRange: "department" as const, departmentId: "441521-water" };
  const unitHeaders = await signedIn("reader-unit", { ...mine, ...unit });
  const { cursor } = (await app.ask(null, "GET", "/api/snapshot", undefined, open)).body;
  const report = { category: "0110", title: "moving", position };
  const { id } = (await app.post("haifeng", "/api/cases", report)).body;
  const path = `/api/cases/${id}/commands`;
  const act = async (type: string, version: number, more = {}) =>
    expect((await app.post("haifeng", path, { type, version, ...more })).status).toBe(200);
  await act("accept", 1);
  await act("register", 2);
  await act("dispatch", 3, { departmentId: "441521-water" });
  const grade = { secrecy: 1, reason: "涉及未成年人", version: 4 };
  expect((await app.post("cleared", `/api/cases/${id}/secrecy`, grade)).body).toMatchObject({ secrecy: 1, version: 5 });
  const ops = async (headers: Record<string, string>) => {
    const { body } = await app.ask(null, "GET", `/api/changes?after=${cursor}`, undefined, headers);
    return body.items.filter((item: { id: string }) => item.id === id).map((item: { op: string }) => item.op);
  };
  // A client that was away since before the case was there never had it, and does not learn of it.
  expect(await ops(open)).toEqual([]);
  expect(await ops(cleared)).toEqual(["put", "put", "put", "put", "put"]);
  expect(await ops(unitHeaders)).toEqual([]);
  // One that had it loses it, and one whose account is newer learns nothing.
  const late = await signedIn("reader-late", mine);
  const since = async (headers: Record<string, string>) => {
    const seq = await app.owner.one(
      sql`select min(seq) + 1 as seq from change_log where object_id = ${id}`,
      z.object({ seq: z.number() }),
    );
    const { body } = await app.ask(null, "GET", `/api/changes?after=${seq.seq}`, undefined, headers);
    return body.items.filter((item: { id: string }) => item.id === id).map((item: { op: string }) => item.op);
  };
  expect(new Set(await since(open))).toEqual(new Set(["gone"]));
  expect(await since(late)).toEqual([]);
});

test("every route that is read stands in the registry of channels, or says why not", () => {
  const walked = [...CHANNELS.map(({ route }) => route), ...READS.map(({ route }) => route)];
  const known = new Set([...walked, ...Object.keys(NOT_WALKED)]);
  const read = Object.keys(ROUTE_PERMISSIONS).filter((route) => route.startsWith("GET "));
  expect(read.filter((route) => !known.has(route))).toEqual([]);
});
