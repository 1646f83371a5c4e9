// Nobody learns of what lies beyond their scope: every role, by account and by token, asks every address with every filter and tries
// every act on objects that it does not see. Each check is shown to fail on a planted leak.
import { randomUUID } from "node:crypto";
import { ROLES, type Role } from "@minqing/core/access/account";
import { mayDo } from "@minqing/core/access/permissions";
import { type CaseRange, resolveScope, type Scope, type Secrecy } from "@minqing/core/access/scope";
import { isAdministrator } from "@minqing/core/access/separation";
import { CaseStanding, Standing } from "@minqing/core/access/standing";
import { unitsBelow } from "@minqing/core/access/units";
import { createAccount } from "@minqing/geodata/access/queries";
import { managedRegions, unitsInTree } from "@minqing/geodata/region/queries";
import { sql } from "@minqing/geodata/sql";
import { PUBLIC_ROUTES, ROUTE_PERMISSIONS } from "@minqing/server/access/route-permissions";
import { createApi } from "@minqing/server/api";
import { openapiDocument } from "@minqing/server/openapi-document";
import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { HAIFENG, LUFENG, openApp, SEED_TIMEOUT_MS, type TestApp, UNIT } from "../open-app.ts";
import { detect, gridIn, raiseAlarm } from "../sources.ts";
import type { Placed } from "./channels.ts";
import { openLabelledSources } from "./labelled-sources.ts";
import { Leaks, type Marked, markEverything } from "./marks.ts";

const Row: z.ZodType<Placed> = Standing.and(
  z.object({
    id: z.string(),
    caseId: z.string().nullable().default(null),
    via: z.array(CaseStanding).default([]),
    pictures: z.array(z.object({ secrecy: z.number(), case: CaseStanding.nullable() })).default([]),
  }),
) as unknown as z.ZodType<Placed>;

interface Reader {
  name: string;
  role: Role;
  scope: Scope;
  headers: Record<string, string>;
}

let app: TestApp;
let marked: Marked[] = [];
let leaks: Leaks;
let readers: Reader[] = [];
let lufengBox = "";
let contract: Operation[] = [];

beforeAll(async () => {
  app = await openApp();
  const units = await unitsInTree(app.owner);
  const towns = await app.owner.query(
    sql`select code from regions where level = 'town' and (code like ${`${HAIFENG}%`} or code like ${`${LUFENG}%`})
      and not exists (select from regions m where m.management_parent_code is not null and regions.code like m.code || '%')
      order by code`,
    z.object({ code: z.string() }),
  );
  await openLabelledSources(
    app,
    towns.filter((_, index) => index % 3 === 0).map(({ code }) => code),
    units,
  );
  for (const [region, who] of [
    [HAIFENG, "grid-worker"],
    [HAIFENG, "haifeng"],
    [LUFENG, "lufeng"],
  ] as const) {
    const { position } = await gridIn(app.db, region);
    const report = { category: "0110", title: "x", description: "y", address: "z", position };
    expect((await app.post(who, "/api/cases", report)).status).toBe(201);
    await app.post("partner", "/api/warnings", {
      type: "rainstorm",
      colour: "yellow",
      titleZh: "x",
      titleEn: "x",
      regionCode: region,
    });
  }
  marked = await markEverything(app.owner, Row);
  leaks = new Leaks(marked);
  readers = await openReaders();
  ({ lufengBox } = await app.owner.one(
    sql`select concat_ws(',', st_xmin(geom), st_ymin(geom), st_xmax(geom), st_ymax(geom)) as lufeng_box from regions where code = ${LUFENG}`,
    z.object({ lufengBox: z.string() }),
  ));
  contract = operations();
}, SEED_TIMEOUT_MS);

interface Grants {
  regionCodes: string[];
  caseRange?: CaseRange;
  departmentId?: string | null;
  clearance?: Secrecy;
  reachCodes?: string[];
}

/** A seat of every role, all in one county; and the ranges unit and own. */
async function openReaders(): Promise<Reader[]> {
  const made: Reader[] = [];
  for (const role of ROLES) made.push(await openReader(role, role, { regionCodes: [HAIFENG] }));
  const unit = { regionCodes: [HAIFENG], caseRange: "department", departmentId: UNIT } as const;
  made.push(await openReader("unit", "handler", { ...unit, regionCodes: [HAIFENG] }));
  made.push(await openReader("own", "grid_worker", { regionCodes: [HAIFENG], caseRange: "own" }));
  made.push(await openReader("cleared", "supervisor", { regionCodes: [HAIFENG], clearance: 1 }));
  return made;
}

async function openReader(name: string, role: Role, grants: Grants): Promise<Reader> {
  const username = `reader-${name.replaceAll("_", "-")}`;
  const { regionCodes, caseRange = "region", departmentId = null, clearance = 0, reachCodes = [] } = grants;
  const account = { username, displayName: username, roles: [role], regionCodes, exceptCodes: [], departmentId };
  await createAccount(app.owner, {
    ...account,
    passwordHash: "none",
    caseRange,
    clearance,
    reachCodes,
    demo: true,
    createdAt: new Date(),
  });
  const units = await unitsInTree(app.owner);
  const scope = resolveScope(regionCodes, [], await managedRegions(app.owner, new Date()), {
    reaches: reachCodes,
    caseRange,
    own: username,
    secrecy: clearance,
    departments: departmentId === null ? [] : unitsBelow(departmentId, units),
  });
  const { token } = await app.context.sessions.openFor(username);
  return { name, role, scope, headers: { authorization: `Bearer ${token}` } };
}

/** Administration: by role, not by place. What they name is no object of the city. */
const ADMINISTRATION =
  /^[A-Z]+ \/api\/(session|account|accounts|sessions|approvals|service-tokens|organisation|imports|audit|retention|masking-policy|public-view|privacy-changes|permissions|sign-in-policy|device-limits)\b/;

interface Parameter {
  name: string;
  in: string;
}

interface Operation {
  route: string;
  method: string;
  path: string;
  parameters: Parameter[];
}

function operations(): Operation[] {
  const { paths } = openapiDocument(createApi(app.context)) as unknown as {
    paths: Record<string, Record<string, { parameters?: Parameter[] }>>;
  };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([verb, { parameters = [] }]) => {
      const method = verb.toUpperCase();
      return { route: `${method} ${path.replace(/\{(\w+)\}/g, ":$1")}`, method, path, parameters };
    }),
  );
}

const mayAsk = (route: string, role: Role): boolean => {
  const permission = ROUTE_PERMISSIONS[route];
  return permission !== undefined && mayDo([role], permission);
};

const unseen = (kind: string, { scope }: Reader): Marked => {
  const found = marked.find((object) => object.kind === kind && !object.isSeenBy(scope));
  if (found === undefined) throw new Error(`expected a ${kind} beyond the scope, got none`);
  return found;
};

/** Where the objects of an address are. */
const KIND_IN_PATH: readonly [RegExp, string][] = [
  [/^\/api\/cases\//, "case"],
  [/^\/api\/reports\//, "report"],
  [/^\/api\/alarms\//, "alarm"],
  [/^\/api\/(things|devices)\//, "thing"],
  [/^\/api\/cameras\//, "camera"],
  [/^\/api\/warnings\//, "warning"],
];

async function pathValues({ path, route }: Operation, reader: Reader): Promise<Record<string, string>> {
  if (path.includes("{cameraId}")) {
    const { id } = unseen("detection", reader);
    const { cameraId } = await app.owner.one(
      sql`select camera_id as camera_id from detections where id = ${id} limit 1`,
      z.object({ cameraId: z.string() }),
    );
    return { cameraId, id };
  }
  if (path.includes("{code}")) return { code: LUFENG };
  const [, kind] = KIND_IN_PATH.find(([pattern]) => pattern.test(path)) ?? [];
  if (kind === undefined) throw new Error(`expected to know what ${route} names: add its kind here`);
  return { id: unseen(kind, reader).id };
}

const fill = (path: string, values: Record<string, string>): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? "none"));

/** For each parameter a value that asks for what lies beyond the scope. */
function queriesOf({ parameters }: Operation, reader: Reader): string[] {
  const foreign: Record<string, string[]> = {
    region: [LUFENG],
    parent: [LUFENG],
    town: [`${LUFENG}101`],
    bbox: [lufengBox],
    departmentId: [`${LUFENG}-water`],
    thingId: [unseen("thing", reader).id],
    deviceId: [unseen("thing", reader).id],
    cameraId: [unseen("camera", reader).id],
    after: ["0"],
    since: ["2000-01-01T00:00:00Z"],
    status: ["registered", "reported"],
    source: ["alarm", "citizen"],
    priority: ["1", "2"],
    category: ["0506"],
    open: ["true", "false"],
    spare: ["true"],
    inForce: ["true"],
    fate: ["review"],
    monitored: ["true"],
    by: ["town"],
    level: ["town"],
    limit: ["500"],
  };
  const own = parameters.filter(({ in: where }) => where === "query");
  return [
    "",
    ...own.flatMap(({ name }) => (foreign[name] ?? []).map((value) => `?${name}=${encodeURIComponent(value)}`)),
  ];
}

interface Asked {
  route: string;
  address: string;
  answer: { status: number; text: string };
}

type Ask = (address: string, headers: Record<string, string>) => Promise<{ status: number; text: string }>;

const overHttp: Ask = async (address, headers) => {
  const response = await app.request(address, { headers });
  const named = [...response.headers].map(([name, value]) => `${name}: ${value}`).join("\n");
  return { status: response.status, text: `${named}\n${Buffer.from(await response.arrayBuffer()).toString("utf8")}` };
};

/** What one reader is answered at every address that it may ask. */
async function everyAnswer(reader: Reader, ask: Ask = overHttp): Promise<Asked[]> {
  const asked: Asked[] = [];
  for (const operation of contract) {
    const { route, method, path } = operation;
    if (method !== "GET" || ADMINISTRATION.test(route) || PUBLIC_ROUTES.has(route) || !mayAsk(route, reader.role))
      continue;
    const values = path.includes("{") ? await pathValues(operation, reader) : {};
    for (const query of queriesOf(operation, reader)) {
      const address = fill(path, values) + query;
      asked.push({ route, address, answer: await ask(address, reader.headers) });
    }
  }
  return asked;
}

/** The same city with new caches, whose clock stands still: two looks differ only by what happened in between. */
async function frozenAt(at: Date): Promise<Ask> {
  const frozen = await openApp({ again: app, now: () => at });
  return async (address, headers) => {
    const response = await frozen.request(address, { headers });
    return { status: response.status, text: `\n${Buffer.from(await response.arrayBuffer()).toString("utf8")}` };
  };
}

const leaksIn = (asked: readonly Asked[], { scope }: Reader): string[] =>
  asked.flatMap(({ address, answer }) => {
    // An error may repeat what was asked.
    const said = decodeURIComponent(address).match(/[\w-]{8,}/g) ?? [];
    return leaks.in(answer.text, scope, said).map((object) => `${address} gives away ${object}`);
  });

describe("what is answered", () => {
  test("contains no mark, id or number of what the reader does not see, at any address, with any filter", async () => {
    let count = 0;
    let seen = 0;
    for (const reader of readers) {
      const asked = await everyAnswer(reader);
      expect({ reader: reader.name, leaks: leaksIn(asked, reader) }).toEqual({ reader: reader.name, leaks: [] });
      expect(asked.filter(({ answer }) => answer.status >= 500)).toEqual([]);
      count += asked.length;
      seen += asked.filter(({ answer }) => /zx[0-9a-f]{12}/.test(answer.text)).length;
    }
    // The marks are really in the answers.
    expect(count).toBeGreaterThan(1_000);
    expect(seen).toBeGreaterThan(300);
  }, 120_000);

  test("of an object beyond the scope is that there is none: the same words as for one that never was", async () => {
    for (const reader of readers) {
      for (const operation of contract) {
        const { route, method, path } = operation;
        const isRead = method === "GET" && path.includes("{") && !path.includes("{code}");
        if (!isRead || ADMINISTRATION.test(route) || !mayAsk(route, reader.role)) continue;
        const values = await pathValues(operation, reader);
        const hidden = await overHttp(fill(path, values), reader.headers);
        const other = notThere(values);
        const none = await overHttp(fill(path, other), reader.headers);
        expect({ route, reader: reader.name, ...plain(hidden, values) }).toEqual({
          route,
          reader: reader.name,
          ...plain(none, other),
        });
      }
    }
  }, 120_000);

  test("is checked: a query without its scope, and one field too many, are found", async () => {
    const reader = readers.find(({ name }) => name === "leader") as Reader;
    const wide = { ...reader, headers: { authorization: `Bearer ${await app.token("leader")}` } };
    const unfiltered = await everyAnswer(wide);
    const found = new Set(leaksIn(unfiltered, reader).map((leak) => leak.replace(/.* gives away (\w+) .*/, "$1")));
    const kinds = ["alarm", "camera", "case", "component", "detection", "report", "thing", "warning"];
    expect([...found].sort()).toEqual(kinds);
    const [, , number = ""] = unseen("case", reader).tokens;
    const oneField: Ask = async (address, headers) => {
      const answer = await overHttp(address, headers);
      return address === "/api/alarms" ? { ...answer, text: `${answer.text} "caseNumber":"${number}"` } : answer;
    };
    expect(leaksIn(await everyAnswer(reader, oneField), reader)).toEqual([
      `/api/alarms gives away case ${unseen("case", reader).id}`,
    ]);
  }, 120_000);
});

/** The same ids in the same form, of objects that never were. */
const notThere = (values: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      /^[0-9a-f-]{36}$/.test(value) ? randomUUID() : value.replace(/.{4}$/, "9999"),
    ]),
  );

/** An answer without what the request itself said, and without the id of the request. */
function plain({ status, text }: { status: number; text: string }, values: Record<string, string>) {
  const [, body = ""] = text.split(/\n(?=[{[]|$)/);
  let words = body.replace(/urn:request:[0-9a-f-]+/g, "");
  for (const value of Object.values(values))
    words = words.replaceAll(value, "ID").replaceAll(encodeURIComponent(value), "ID");
  return { status, words };
}

describe("an act on what the reader does not see", () => {
  const BODIES: Readonly<Record<string, object>> = {
    "POST /api/cases/:id/commands": { type: "accept", version: 1 },
    "POST /api/cases/:id/secrecy": { secrecy: 1, reason: "x", version: 1 },
    "POST /api/cases/:id/contact/reveal": { purpose: "callback", reason: "回访核实" },
    "POST /api/reports/:id/move": { caseId: randomUUID(), reason: "x" },
    "POST /api/alarms/:id/acknowledge": { version: 1 },
    "POST /api/detections/:cameraId/:id/verdict": { verdict: "false_alarm" },
    "POST /api/warnings/:id/lift": {},
    "POST /api/devices/:id/credential": {},
    "DELETE /api/devices/:id/credential": {},
  };
  const send = async (method: string, address: string, body: object, headers: Record<string, string>) => {
    const init = { method, body: JSON.stringify(body), headers: { ...headers, "content-type": "application/json" } };
    const response = await app.request(address, init);
    return { status: response.status, text: `\n${await response.text()}` };
  };
  const writes = () =>
    contract.filter(({ route, method, path }) => method !== "GET" && path.includes("{") && !ADMINISTRATION.test(route));

  test("is answered as one on an object that never was, for every role that may do it", async () => {
    expect(
      writes()
        .map(({ route }) => route)
        .sort(),
    ).toEqual(Object.keys(BODIES).sort());
    let tried = 0;
    for (const reader of readers) {
      for (const operation of writes().filter(({ route }) => mayAsk(route, reader.role))) {
        const { route, method, path } = operation;
        const values = await pathValues(operation, reader);
        const other = notThere(values);
        const body = BODIES[route] ?? {};
        const hidden = await send(method, fill(path, values), body, reader.headers);
        const none = await send(method, fill(path, other), body, reader.headers);
        expect({ route, reader: reader.name, ...plain(hidden, values) }).toEqual({
          route,
          reader: reader.name,
          ...plain(none, other),
        });
        expect([route, hidden.status]).toEqual([route, 404]);
        tried += 1;
      }
    }
    expect(tried).toBeGreaterThan(25);
    // An object that is seen is answered otherwise, so that the comparison can fail.
    const reader = readers.find(({ name }) => name === "acceptor") as Reader;
    const mine = marked.find(({ kind, isSeenBy }) => kind === "case" && isSeenBy(reader.scope)) as Marked;
    const command = { type: "accept", version: 9_999 };
    expect((await send("POST", `/api/cases/${mine.id}/commands`, command, reader.headers)).status).toBe(409);
  }, 120_000);

  test("that names one in its body is answered alike too", async () => {
    const reader = readers.find(({ name }) => name === "acceptor") as Reader;
    const { position } = await gridIn(app.db, HAIFENG);
    const mine = marked.find(({ kind, isSeenBy }) => kind === "report" && isSeenBy(reader.scope)) as Marked;
    const foreign = unseen("case", reader).id;
    const report = (caseId: string) => ({ id: randomUUID(), category: "0110", title: "x", position, caseId });
    for (const [address, body] of [
      ["/api/reports", report],
      [`/api/reports/${mine.id}/move`, (caseId: string) => ({ caseId, reason: "x" })],
    ] as const) {
      const never = randomUUID();
      const key = () => ({ ...reader.headers, "idempotency-key": randomUUID() });
      const hidden = await send("POST", address, body(foreign), key());
      const none = await send("POST", address, body(never), key());
      expect([hidden.status, plain(hidden, { foreign })]).toEqual([404, plain(none, { never })]);
    }
  });
});

test("a token is answered as an account with the same grants, at every address and with every filter", async () => {
  for (const name of ["partner", "leader"]) {
    const reader = readers.find((each) => each.name === name) as Reader;
    const draft = {
      name: `token-${name}`,
      purpose: "x",
      roles: [reader.role],
      regionCodes: [HAIFENG],
      exceptCodes: [],
      departmentId: null,
      addresses: [],
      expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
    };
    const made = await app.post("secadmin", "/api/service-tokens", draft);
    expect(made.status).toBe(201);
    const token: Reader = { ...reader, headers: { authorization: `Bearer ${made.body.token}` } };
    const ask = await frozenAt(new Date());
    const [byAccount, byToken] = [await everyAnswer(reader, ask), await everyAnswer(token, ask)];
    const bodies = (asked: readonly Asked[]) =>
      asked
        .map(({ address, answer }) => ({ address, ...plain(answer, {}) }))
        .filter(({ words }) => !/"at":|scopeKey/.test(words));
    expect(bodies(byToken)).toEqual(bodies(byAccount));
    expect(bodies(byToken).length).toBeGreaterThan(60);
    expect(leaksIn(byToken, token)).toEqual([]);
    const wide = { ...reader, headers: { authorization: `Bearer ${await app.token("leader")}` } };
    if (name === "leader") expect(bodies(await everyAnswer(wide, ask))).not.toEqual(bodies(byAccount));
  }
}, 120_000);

describe("what happens beyond the scope", () => {
  /** Without what passes by itself: the time, and how far the log has come. */
  const still = (asked: readonly Asked[]): Map<string, string> =>
    new Map(
      asked.map(({ address, answer }) => [
        address,
        plain(answer, {})
          .words.replace(/"(cursor|to|from|seq)":\d+/g, "")
          .replace(/"\d{4}-\d\d-\d\dT[\d:.]+Z"/g, ""),
      ]),
    );
  const changed = (before: Map<string, string>, after: Map<string, string>) =>
    [...after].flatMap(([address, text]) => (before.get(address) === text ? [] : [address]));
  const burst = async (region: string) => {
    const { position } = await gridIn(app.db, region);
    for (const priority of [1, 2, 3] as const) await raiseAlarm(app.db, { region, priority });
    await detect(app.db, { region });
    const who = region === HAIFENG ? "haifeng" : "lufeng";
    expect((await app.post(who, "/api/cases", { category: "0110", title: "x", position })).status).toBe(201);
  };
  /** After everything that the test lets happen. */
  const at = new Date(Date.now() + 10 * 60_000);
  const look = async (names: readonly string[]) => {
    const ask = await frozenAt(at);
    const found = new Map<string, Map<string, string>>();
    for (const name of names) {
      const reader = readers.find((each) => each.name === name) as Reader;
      found.set(name, still(await everyAnswer(reader, ask)));
    }
    return found;
  };

  test("changes no list, no figure, no rank, no timeline of any reader; what happens inside does", async () => {
    const names = readers.filter(({ role }) => !isAdministrator(role)).map(({ name }) => name);
    const before = await look(names);
    await burst(LUFENG);
    const after = await look(names);
    for (const name of names)
      expect([name, changed(before.get(name) ?? new Map(), after.get(name) ?? new Map())]).toEqual([name, []]);
    await burst(HAIFENG);
    const inside = await look(["leader"]);
    const moved = changed(after.get("leader") ?? new Map(), inside.get("leader") ?? new Map());
    for (const address of [
      "/api/cases",
      "/api/alarms",
      "/api/kpis",
      "/api/kpis/timeline",
      "/api/snapshot",
      "/api/detections",
    ])
      expect(moved).toContain(address);
  }, 180_000);
});

test("residents are shown no mark, no id and no number, and nothing that is confidential", async () => {
  const { text } = await overHttp("/api/public/cases", {});
  const nothing = resolveScope([], [], [], {
    reaches: [],
    caseRange: "region",
    own: null,
    secrecy: 0,
    departments: [],
  });
  expect(text).toContain('"items"');
  expect(leaks.in(text, nothing)).toEqual([]);
  expect(text).not.toMatch(/zx[0-9a-f]{12}/);
});
