// Access over HTTP: sign-in, sessions, permissions of every role, and scope.

import { ROLES } from "@minqing/core/access/account";
import { mayDo } from "@minqing/core/access/permissions";
import { cityByCode } from "@minqing/core/city/city";
import { Problem } from "@minqing/core/problem/problem";
import { createAccount } from "@minqing/geodata/access/queries";
import { GENERATED, hashPassword } from "@minqing/geodata/process/secret/password";
import { PUBLIC_ROUTES, ROUTE_PERMISSIONS } from "@minqing/server/access/route-permissions";
import { createApi } from "@minqing/server/api";
import { createApp } from "@minqing/server/app";
import { createContext } from "@minqing/server/open-server";
import { openapiDocument } from "@minqing/server/openapi-document";
import { beforeAll, describe, expect, test } from "vitest";
import { expectProblem, HAIFENG, LUFENG, openApp, PASSWORD, quiet, SEED_TIMEOUT_MS, type TestApp } from "./open-app.ts";
import { detect, gridIn, raiseAlarm } from "./sources.ts";

/** 深汕特别合作区 and its towns: counted in 汕尾, run by 深圳. */
const RUN_BY_SHENZHEN = "441521102-441521103-441521104-441521105-441599";
/** As in the demo's sign-in policy. */
const SESSION_IDLE_MS = 30 * 60_000;
const SESSION_LIFE_MS = 168 * 3_600_000;

let app: TestApp;
let clockMs = Date.now();
beforeAll(async () => {
  app = await openApp({ now: () => new Date(clockMs) });
}, SEED_TIMEOUT_MS);

const signIn = (username: string, password: string) => app.ask(null, "POST", "/api/session", { username, password });

describe("sign-in", () => {
  test("gives a token and a strict cookie, and both open the same session", async () => {
    const { status, headers, body } = await signIn("leader", PASSWORD);
    expect(status).toBe(200);
    expect(body.session).toMatchObject({ username: "leader", scopeKey: `4415-${RUN_BY_SHENZHEN}`, synthetic: true });
    const cookie = headers.get("set-cookie") ?? "";
    expect(cookie).toMatch(/^minqing=[\w-]+; Path=\/; Expires=[^;]+ GMT; HttpOnly; SameSite=Strict$/);
    const byCookie = await app.ask(null, "GET", "/api/session", undefined, { cookie: cookie.split(";")[0] ?? "" });
    expect(byCookie.body).toEqual(body.session);
    const byHeader = await app.ask(null, "GET", "/api/session", undefined, { authorization: `Bearer ${body.token}` });
    expect(byHeader.body).toEqual(body.session);
  });

  test("the database knows no token, only its hash", async () => {
    const { body } = await signIn("leader", PASSWORD);
    const dump = JSON.stringify(
      await app.db.raw({ text: "select encode(token_hash, 'base64') as h from sessions", values: [] }),
    );
    expect(dump).not.toContain(Buffer.from(body.token, "base64url").toString("base64").slice(0, 16));
  });

  test("a wrong password and an unknown name get one answer", async () => {
    const wrong = expectProblem(await signIn("sysadmin", "wrong"), "not-signed-in", 401);
    const unknown = expectProblem(await signIn("nobody", "wrong"), "not-signed-in", 401);
    expect({ ...wrong, instance: "" }).toEqual({ ...unknown, instance: "" });
  });

  test("five wrong passwords close an account for a while, the right one included", async () => {
    for (let i = 0; i < 5; i++) await signIn("lufeng", "wrong");
    const locked = expectProblem(await signIn("lufeng", PASSWORD), "not-signed-in", 401);
    const unknown = expectProblem(await signIn("nobody", PASSWORD), "not-signed-in", 401);
    expect({ ...locked, instance: "" }).toEqual({ ...unknown, instance: "" });
    clockMs += 16 * 60_000;
    expect((await signIn("lufeng", PASSWORD)).status).toBe(200);
  });

  test("many at once all get in", async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => signIn("leader", PASSWORD)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(answers.map(({ body }) => body.token)).size).toBe(20);
  });

  test("sign-out ends the session", async () => {
    const { body } = await signIn("leader", PASSWORD);
    const headers = { authorization: `Bearer ${body.token}` };
    expect((await app.ask(null, "DELETE", "/api/session", undefined, headers)).status).toBe(204);
    expectProblem(await app.ask(null, "GET", "/api/session", undefined, headers), "not-signed-in", 401);
  });

  test("an idle session and an old one end, a used one lives", async () => {
    const { token } = (await signIn("leader", PASSWORD)).body;
    const ask = () => app.ask(null, "GET", "/api/session", undefined, { authorization: `Bearer ${token}` });
    for (let i = 0; i < 3; i++) {
      clockMs += SESSION_IDLE_MS - 60_000;
      expect((await ask()).status).toBe(200);
    }
    clockMs += SESSION_IDLE_MS + 1_000;
    expectProblem(await ask(), "not-signed-in", 401);
    const other = (await signIn("leader", PASSWORD)).body.token;
    const endMs = clockMs + SESSION_LIFE_MS;
    const askOther = () => app.ask(null, "GET", "/api/session", undefined, { authorization: `Bearer ${other}` });
    while (clockMs + SESSION_IDLE_MS < endMs) {
      clockMs += SESSION_IDLE_MS * 0.99;
      if ((await askOther()).status !== 200) break;
    }
    expect(endMs - clockMs).toBeLessThan(SESSION_IDLE_MS);
    clockMs = endMs;
    expectProblem(await askOther(), "not-signed-in", 401);
  });

  test("what a deserted desk asks for keeps no session alive", async () => {
    const { token } = (await signIn("leader", PASSWORD)).body;
    const headers = { authorization: `Bearer ${token}`, "x-background": "1" };
    const ask = () => app.ask(null, "GET", "/api/session", undefined, headers);
    const endMs = clockMs + SESSION_IDLE_MS;
    while (clockMs + 5 * 60_000 < endMs) {
      clockMs += 5 * 60_000;
      expect((await ask()).status).toBe(200);
    }
    clockMs = endMs + 1_000;
    expectProblem(await ask(), "not-signed-in", 401);
  });

  test("a one-time link works once", async () => {
    const path = `/enter?token=${app.context.signInLinks.create("leader")}`;
    const first = await app.request(path);
    expect([first.status, first.headers.get("location")]).toEqual([302, "/wall"]);
    expect(first.headers.get("set-cookie")).toMatch(/^minqing=/);
    const second = await app.request(path);
    expect([second.status, Problem.parse(await second.json()).type]).toEqual([401, "urn:problem:not-signed-in"]);
  });

  test("outside of the demo a demo account does not get in", async () => {
    const context = createContext({
      db: app.db,
      log: quiet,
      city: cityByCode("441500"),
      demo: false,
      secret: "s".repeat(32),
    });
    const strict = createApp(context, { webDir: "/nowhere", basemapDir: "/nowhere", metricsToken: null });
    const body = JSON.stringify({ username: "leader", password: PASSWORD });
    const headers = { "content-type": "application/json" };
    expect((await strict.request("/api/session", { method: "POST", body, headers })).status).toBe(401);
  });
});

describe("requests", () => {
  test("without a session nothing under /api answers", async () => {
    for (const path of ["/api/cases", "/api/snapshot", "/api/live/values", "/api/nothing", "/api/kpis"]) {
      expectProblem(await app.get(null, path), "not-signed-in", 401);
    }
    expectProblem(
      await app.ask(null, "GET", "/api/session", undefined, { authorization: "Bearer x" }),
      "not-signed-in",
      401,
    );
  });

  test("a cookie counts only from our own pages, and only with JSON", async () => {
    const cookie = `minqing=${await app.token("desk")}`;
    const host = "minqing.test";
    const report = { category: "0506", title: "x", position: [0, 0] };
    const foreign = await app.ask(null, "POST", "/api/cases", report, { cookie, host, origin: "https://evil.test" });
    expectProblem(foreign, "role-missing", 403);
    const own = await app.ask(null, "POST", "/api/cases", report, { cookie, host, origin: `https://${host}` });
    expectProblem(own, "bad-request", 400);
    const form = await app.ask(null, "POST", "/api/cases", "title=x", { cookie, host, "content-type": "text/plain" });
    expectProblem(form, "unsupported-media-type", 415);
  });

  test("answers carry a request id and the headers that keep browsers safe", async () => {
    const { headers } = await app.get("leader", "/api/session");
    expect(headers.get("x-request-id")).toMatch(/^[\w-]{36}$/);
    // JSON opened as a page loads and runs nothing.
    expect(headers.get("content-security-policy")).toMatch(/^default-src 'none';.*frame-ancestors 'none'; sandbox$/);
    const page = (await app.request("/wall")).headers;
    expect(page.get("content-security-policy")).toContain("default-src 'self'; script-src 'self';");
    for (const directive of ["object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"]) {
      expect(page.get("content-security-policy")).toContain(directive);
    }
    expect(page.get("content-security-policy")).not.toContain("unsafe");
    for (const each of [headers, page]) {
      expect(each.get("referrer-policy")).toBe("no-referrer");
      expect(each.get("cross-origin-opener-policy")).toBe("same-origin");
      expect(each.get("cross-origin-resource-policy")).toBe("same-origin");
      expect(each.get("access-control-allow-origin")).toBeNull();
    }
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("cache-control")).toBe("no-store");
  });
});

describe("pages and documents", () => {
  test("pages answer without a session, with ETag, compressed", async () => {
    const page = await app.request("/wall", { headers: { "accept-encoding": "gzip" } });
    expect(page.headers.get("content-encoding")).toBe("gzip");
    const etag = page.headers.get("etag") ?? "";
    expect((await app.request("/wall/anything", { headers: { "if-none-match": etag } })).status).toBe(304);
    expect((await app.request("/")).headers.get("location")).toBe("/wall");
  });

  test("nothing outside of the folders is served", async () => {
    for (const path of [
      "/secret.html",
      "/assets/../secret.html",
      "/basemap/%2e%2e/%2e%2e/etc/passwd",
      "/basemap/..%2f..%2fetc%2fpasswd",
      "/nothing",
    ]) {
      const answer = await app.request(path);
      expect([path, answer.status]).toEqual([path, 404]);
      expect(answer.headers.get("content-type")).toBe("application/problem+json");
    }
  });

  test("the OpenAPI document names every route and its problems", async () => {
    const document = (await app.get(null, "/openapi.json")).body;
    expect(document).toEqual(JSON.parse(JSON.stringify(openapiDocument(createApi(app.context)))));
    expect(document.openapi).toBe("3.1.0");
    expect(Object.keys(document.paths).length).toBeGreaterThan(30);
    expect(document.paths["/api/cases/{id}/commands"].post.responses.default.content).toHaveProperty(
      "application/problem+json",
    );
    const viewer = await app.request("/docs");
    expect(await viewer.text()).toContain("/docs/swagger-ui-bundle.js");
    expect((await app.request("/docs/swagger-ui-bundle.js")).status).toBe(200);
  });

  const routes = () => [
    ...new Set(
      createApi(app.context)
        .routes.map(({ method, path }) => `${method} ${path}`)
        .filter((route) => !PUBLIC_ROUTES.has(route) && !route.startsWith("ALL ")),
    ),
  ];

  test("every route stands in the table of permissions, and nothing else does", () => {
    expect(routes().sort()).toEqual(Object.keys(ROUTE_PERMISSIONS).sort());
  });

  test("every route answers exactly the roles that its permission names", async () => {
    for (const role of ROLES) {
      const passwordHash = await hashPassword(PASSWORD, GENERATED);
      await createAccount(app.db, {
        username: `role-${role}`,
        displayName: role,
        passwordHash,
        roles: [role],
        regionCodes: ["441500"],
        exceptCodes: [],
        departmentId: null,
        demo: true,
        createdAt: new Date(clockMs),
      });
      // Routes that end the session or change the account are called last.
      for (const route of routes().sort((a, b) => Number(b.startsWith("GET")) - Number(a.startsWith("GET")))) {
        const { token } = await app.context.sessions.openFor(`role-${role}`);
        const [method = "", pattern = ""] = route.split(" ");
        const path = pattern.replace(/:\w+/g, "none");
        const headers = { authorization: `Bearer ${token}` };
        const { status, body } = await app.ask(null, method, path, method === "GET" ? undefined : {}, headers);
        const permission = ROUTE_PERMISSIONS[route];
        if (permission === undefined) throw new Error(`expected a permission for ${route}, got none`);
        const refused = status === 403 && body.type === "urn:problem:role-missing";
        expect({ role, route, refused }).toEqual({ role, route, refused: !mayDo([role], permission) });
        expect(status).toBeLessThan(500);
      }
    }
  });

  test("health, readiness and figures", async () => {
    expect((await app.get(null, "/healthz")).body).toEqual({ status: "alive" });
    expect((await app.get(null, "/readyz")).body).toMatchObject({ status: "degraded", gateway: { isHearing: false } });
    expectProblem(await app.get(null, "/metrics"), "not-signed-in", 401);
    const metrics = await app.request("/metrics", { headers: { authorization: "Bearer metrics" } });
    expect(await metrics.text()).toContain("minqing_http_request_seconds");
  });
});

describe("scope", () => {
  test("no channel shows what lies outside of it", async () => {
    const issue = { type: "rainstorm", colour: "red", titleZh: "暴雨红色预警", titleEn: "Rainstorm red" };
    for (const region of [HAIFENG, LUFENG]) {
      await raiseAlarm(app.db, { region });
      await detect(app.db, { region });
      const { position } = await gridIn(app.db, region);
      await app.post("desk", "/api/cases", { category: "0506", title: region, position });
      await app.post("partner", "/api/warnings", { ...issue, regionCode: region });
      app.context.liveLayers.put({
        positions: [
          {
            no: Number(region),
            regionCode: region,
            reachCode: null,
            lon: 1,
            lat: 1,
            heading: 0,
            speedKmh: 0,
            observedAtMs: 1,
          },
        ],
        values: [{ datastream: Number(region), regionCode: region, reachCode: null, value: 1, observedAtMs: 1 }],
      });
    }
    await app.post("partner", "/api/warnings", { ...issue, regionCode: "441500" });
    const codes = (value: unknown): string[] =>
      JSON.stringify(value).match(/"(regionCode|code|villageCode)":"\d{6,15}"/g) ?? [];
    const CHANNELS = [
      "snapshot",
      "changes?after=0",
      "cases?limit=500",
      "alarms",
      "detections",
      "things?limit=2000",
      "cameras",
      "components?limit=2000",
      "grids?limit=2000",
      "roads?limit=2000",
      "reaches",
      "patrols",
      "kpis/rank?by=town",
      "kpis/rank?by=county",
      "regions?level=town",
    ];
    for (const channel of CHANNELS) {
      const { status, body } = await app.get("haifeng", `/api/${channel}`);
      expect([channel, status]).toEqual([channel, 200]);
      const foreign = codes(body).filter((code) => !/"(441521\d*|441500)"/.test(code));
      expect([channel, foreign]).toEqual([channel, []]);
      const [mine, all] = [codes(body).length, codes((await app.get("leader", `/api/${channel}`)).body).length];
      expect(mine, channel).toBeLessThanOrEqual(all);
    }
    const snapshot = (await app.get("haifeng", "/api/snapshot")).body;
    for (const kind of ["cases", "alarms", "detections"]) expect(snapshot[kind].length, kind).toBeGreaterThan(0);
    // A warning for the whole city is visible in every scope.
    expect(snapshot.warnings.map((w: { regionCode: string }) => w.regionCode).sort()).toEqual(["441500", HAIFENG]);
  });

  test("the frame of a layer holds only what is inside", async () => {
    for (const layer of ["positions", "values"]) {
      const { body } = await app.get("haifeng", `/api/live/${layer}`);
      const text = Buffer.from(body);
      const [own, foreign] = [Buffer.alloc(4), Buffer.alloc(4)];
      own.writeUInt32LE(Number(HAIFENG));
      foreign.writeUInt32LE(Number(LUFENG));
      expect([text.includes(own), text.includes(foreign)]).toEqual([true, false]);
    }
  });

  test("an object outside is not there: read, command, verdict, acknowledgement", async () => {
    const alarm = await raiseAlarm(app.db, { region: LUFENG });
    const seen = await detect(app.db, { region: LUFENG });
    const { position, code } = await gridIn(app.db, LUFENG);
    const { id } = (await app.post("desk", "/api/cases", { category: "0506", title: "x", position })).body;
    const thing = (await app.get("leader", `/api/things?region=${LUFENG}&limit=1`)).body.items[0];
    const camera = seen.cameraId;
    for (const path of [
      `cases/${id}`,
      `things/${thing.id}`,
      `regions/${code}`,
      `cameras/${camera}/snapshot`,
      `detections/${camera}/${seen.id}/snapshot`,
      `kpis?region=${LUFENG}`,
      `kpis/timeline?region=${LUFENG}`,
      `kpis/rank?by=rain&region=441500`,
      `regions/locate?lon=${position[0]}&lat=${position[1]}`,
      `observations?thingId=${thing.id}&observedProperty=${thing.datastreams[0].observedProperty}`,
    ]) {
      const answer = await app.get("haifeng", `/api/${path}`);
      expect([path, answer.status]).toEqual([path, 404]);
    }
    expectProblem(
      await app.post("haifeng", `/api/cases/${id}/commands`, { type: "accept", version: 1 }),
      "not-found",
      404,
    );
    expectProblem(await app.post("haifeng", `/api/alarms/${alarm}/acknowledge`, { version: 1 }), "not-found", 404);
    expectProblem(
      await app.post("haifeng", `/api/detections/${camera}/${seen.id}/verdict`, { verdict: "confirmed" }),
      "not-found",
      404,
    );
    expectProblem(
      await app.post("haifeng", "/api/cases", { category: "0506", title: "x", position }),
      "outside-scope",
      404,
    );
  });
});
