// Nobody sees beyond their scope, and nothing inside is missing: generated people with generated scopes read everything
// through every registered channel, and what they get is compared with core's predicate over all rows.
import { compileScope, resolveScope, type Scope } from "@minqing/core/access/scope";
import { GENERATED, hashPassword } from "@minqing/geodata/access/password";
import { createAccount } from "@minqing/geodata/access/queries";
import { managedRegions } from "@minqing/geodata/region/queries";
import { sql } from "@minqing/geodata/sql";
import { ROUTE_PERMISSIONS } from "@minqing/server/access/route-permissions";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { openApp, PASSWORD, SEED_TIMEOUT_MS, type TestApp } from "../open-app.ts";
import { detect, moveAlarm, raiseAlarm } from "../sources.ts";
import { CHANNELS, type Channel, NOT_WALKED, type Placed, READS } from "./channels.ts";

const PEOPLE = 24;
let app: TestApp;
let codes: string[] = [];
const volatile: Placed[] = [];

const Row = z.object({ id: z.string(), code: z.string() });

beforeAll(async () => {
  app = await openApp();
  const regions = await app.owner.query(
    sql`select code, level from regions order by code`,
    z.object({ code: z.string(), level: z.string() }),
  );
  const cells = await app.owner.query(
    sql`select code from grid_cells order by md5(code) limit 30`,
    Row.pick({ code: true }),
  );
  codes = [...regions.map(({ code }) => code), ...cells.map(({ code }) => code)];
  await fillCity(regions.filter(({ level }) => level === "town").map(({ code }) => code));
}, SEED_TIMEOUT_MS);

/** Something of each kind in every fourth town, some of it moved to another one. */
async function fillCity(towns: string[]): Promise<void> {
  const some = towns.filter((_, index) => index % 4 === 0);
  for (const [index, region] of some.entries()) {
    const alarm = await raiseAlarm(app.db, { region });
    await detect(app.db, { region }).catch(() => undefined);
    const titles = { type: "rainstorm", colour: "yellow", titleZh: "暴雨", titleEn: "Rain" };
    await app.post("partner", "/api/warnings", { ...titles, regionCode: region });
    if (index % 3 === 1) await moveAlarm(app.db, alarm, some[index - 1] ?? region);
    const item = { regionCode: region, observedAtMs: Date.now() };
    app.context.volatile.put({
      positions: [{ ...item, no: index + 1, lon: 115, lat: 22, heading: 0, speedKmh: 0 }],
      values: [{ ...item, datastream: index + 1, value: 1 }],
    });
    volatile.push({ id: String(index + 1), code: region });
  }
  await app.owner.execute(sql`
    insert into dead_letters (received_at, device_id, topic, reason, detail, size_bytes, payload_sha256, payload_head)
    select now(), id, 'city/v1', 'test', 'expected, got', 1, '\\x01', '\\x01' from things order by md5(id) limit 60`);
}

/** People with scopes of every level, zones included, some with exceptions. */
function people(): { regions: string[]; except: string[] }[] {
  const region = fc.constantFrom(...codes);
  const person = fc.record({
    regions: fc.oneof(
      { weight: 3, arbitrary: fc.array(region, { minLength: 1, maxLength: 3 }) },
      { weight: 2, arbitrary: fc.constantFrom(...codes.filter((code) => code.length === 6)).map((code) => [code]) },
    ),
    except: fc.oneof(fc.constant<string[]>([]), fc.array(region, { minLength: 1, maxLength: 2 })),
  });
  return fc.sample(person, { numRuns: PEOPLE, seed: 441500 });
}

async function everything(channel: Pick<Channel, "all">): Promise<Placed[]> {
  return channel.all === null ? volatile : app.owner.query(channel.all, Row);
}

async function shown(channel: Channel, headers: Record<string, string>): Promise<string[]> {
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

const expected = (all: readonly Placed[], scope: Scope, sees: Channel["sees"]): string[] =>
  all
    .filter(({ code }) => sees(scope, code))
    .map(({ id }) => id)
    .sort();

/** What one person gets through each channel, and what core says they should. */
async function compare(scope: Scope, headers: Record<string, string>) {
  const differing: { route: string; foreign: string[]; missing: string[] }[] = [];
  let seen = 0;
  for (const channel of CHANNELS) {
    const [got, wanted] = [await shown(channel, headers), expected(await everything(channel), scope, channel.sees)];
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

async function signedIn(username: string, regionCodes: string[], exceptCodes: string[]) {
  const passwordHash = await hashPassword(PASSWORD, GENERATED);
  await createAccount(app.db, {
    ...{ username, displayName: username, passwordHash, regionCodes, exceptCodes, departmentId: null },
    ...{ roles: ["leader"], demo: true, createdAt: new Date() },
  });
  const { token } = await app.context.sessions.openFor(username);
  return { authorization: `Bearer ${token}` };
}

test("each gets exactly what is in their scope, through every channel", { timeout: 300_000 }, async () => {
  const managed = await managedRegions(app.owner, new Date());
  expect(managed.length).toBeGreaterThan(3);
  let seen = 0;
  for (const [index, { regions, except }] of people().entries()) {
    const headers = await signedIn(`reader-${index}`, regions, except);
    const scope = resolveScope(regions, except, managed);
    const result = await compare(scope, headers);
    expect({ regions, except, differing: result.differing }).toEqual({ regions, except, differing: [] });
    seen += result.seen;
    for (const { path, all } of READS) {
      for (const { id, code } of await app.owner.query(all, Row)) {
        const { status } = await app.ask(null, "GET", path(id), undefined, headers);
        const should = expected([{ id, code }], scope, CHANNELS[0]?.sees ?? (() => false)).length === 1 ? 200 : 404;
        expect({ path: path(id), code, regions, except, status }).toMatchObject({ status: should });
      }
    }
  }
  expect(seen).toBeGreaterThan(10_000);
});

test("the comparison notices a filter that is missing, and one that hides too much", async () => {
  const [county, town] = ["441521", codes.find((code) => code.length === 9 && code.startsWith("441521")) ?? ""];
  const headers = await signedIn("reader-county", [county], []);
  const managed = await managedRegions(app.owner, new Date());
  const narrow = await compare(compileScope([town]), headers);
  expect(narrow.differing.some(({ foreign }) => foreign.length > 0)).toBe(true);
  const wide = await compare(resolveScope(["441500"], [], managed), headers);
  expect(wide.differing.some(({ missing }) => missing.length > 0)).toBe(true);
});

test("what leaves a scope is gone from it", async () => {
  const [from = "", to = ""] = codes.filter((code) => code.length === 9 && code.startsWith("441581"));
  const headers = await signedIn("reader-leaving", [from], []);
  const alarm = await raiseAlarm(app.db, { region: from });
  const { cursor } = (await app.ask(null, "GET", "/api/snapshot", undefined, headers)).body;
  await moveAlarm(app.db, alarm, to);
  const { body } = await app.ask(null, "GET", `/api/changes?after=${cursor}`, undefined, headers);
  expect(body.items).toEqual([expect.objectContaining({ kind: "alarm", id: alarm, op: "gone" })]);
  expect(JSON.stringify(body.items)).not.toContain(to);
});

test("every route that is read stands in the registry of channels, or says why not", () => {
  const walked = [...CHANNELS.map(({ route }) => route), ...READS.map(({ route }) => route)];
  const known = new Set([...walked, ...Object.keys(NOT_WALKED)]);
  const read = Object.keys(ROUTE_PERMISSIONS).filter((route) => route.startsWith("GET "));
  expect(read.filter((route) => !known.has(route))).toEqual([]);
});
