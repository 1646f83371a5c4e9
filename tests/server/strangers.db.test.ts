// What strangers send to a city's addresses: foreign encodings and cursors, padded codes, invisible characters, foreign hosts.
import { AllowedHosts, requireAllowedHost } from "@minqing/server/http/allowed-hosts";
import { encodePageEnd } from "@minqing/server/http/page-cursor";
import { answerFault } from "@minqing/server/problem/answer-fault";
import { Hono } from "hono";
import { beforeAll, describe, expect, test } from "vitest";
import { expectProblem, HAIFENG, openApp, SEED_TIMEOUT_MS, type TestApp } from "./open-app.ts";
import { gridIn } from "./sources.ts";

let app: TestApp;
let position: [number, number];
beforeAll(async () => {
  app = await openApp();
  ({ position } = await gridIn(app.db, HAIFENG));
}, SEED_TIMEOUT_MS);

const report = (more: object = {}) => ({ category: "0506", title: "路面积水", position, ...more });
const send = async (bytes: Uint8Array<ArrayBuffer>) => {
  const response = await app.request("/api/cases", {
    method: "POST",
    headers: { authorization: `Bearer ${await app.token("desk")}`, "content-type": "application/json" },
    body: bytes,
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
};

describe("a body", () => {
  test("in GBK is refused by its name", async () => {
    const [head = "", tail = ""] = JSON.stringify(report({ title: "@" })).split("@");
    const gbk = Buffer.from([0xc2, 0xb7, 0xc3, 0xe6, 0xbb, 0xfd, 0xcb, 0xae]);
    const answer = await send(Buffer.concat([Buffer.from(head), gbk, Buffer.from(tail)]));
    expect(expectProblem(answer, "bad-request", 400).detail).toMatch(/expected UTF-8.*GBK/);
  });

  test.each([
    ["half of a surrogate pair", String.raw`\ud83d`],
    ["NUL", String.raw`\u0000`],
  ])("with %s anywhere is refused with its place", async (_, written) => {
    const text = JSON.stringify(report({ description: "@" })).replace("@", `a${written}b`);
    const problem = expectProblem(await send(Buffer.from(text)), "bad-request", 400);
    expect(problem.errors?.[0]).toMatchObject({ path: "description", expected: "storable text" });
  });
});

describe("typed text", () => {
  test.each([["　　"], ["​​"], ["ㅤ"], [" \t\n"]])("that shows nothing is none: %j", async (title) => {
    expectProblem(await app.post("desk", "/api/cases", report({ title })), "bad-request", 400);
  });

  test("loses invisible characters, and keeps full-width ones", async () => {
    const { body } = await app.post("desk", "/api/cases", report({ title: "​‮路面，积水（大） " }));
    expect(body.title).toBe("路面，积水（大）");
  });

  test("a telephone number is judged without the directions around it, in full width too", async () => {
    for (const phone of ["\u202d13800138000\u202c", "１３８００１３８０００", "\ufeff138 0013 8000"]) {
      const answer = await app.post("desk", "/api/cases", report({ contact: { name: "陈\u200b先生", phone } }));
      expect([phone, answer.status]).toEqual([phone, 201]);
    }
    const bad = await app.post("desk", "/api/cases", report({ contact: { name: "陈", phone: "\u202d138abc" } }));
    expect(JSON.stringify(bad.body.errors)).toContain("<U+202D>");
  });
});

describe("a region", () => {
  test("padded with zeros is the region", async () => {
    for (const path of ["/api/kpis", "/api/cases", "/api/alarms"]) {
      const [plain, padded] = [
        await app.get("leader", `${path}?region=${HAIFENG}`),
        await app.get("leader", `${path}?region=${HAIFENG}000000`),
      ];
      expect([path, padded.status]).toEqual([path, 200]);
      expect(JSON.stringify(padded.body).length).toBe(JSON.stringify(plain.body).length);
    }
  });

  test("that does not exist gets one answer everywhere", async () => {
    const paths = [
      "cases",
      "alarms",
      "detections",
      "things",
      "cameras",
      "components",
      "roads",
      "warnings",
      "kpis",
      "grids",
    ];
    for (const path of paths) {
      const answer = await app.get("leader", `/api/${path}?region=440199`);
      const problem = expectProblem(answer, "bad-request", 400);
      expect([path, problem.errors?.[0]?.path]).toEqual([path, "region"]);
    }
  });
});

describe("a cursor or an instant", () => {
  test.each([
    ["/api/cases", encodePageEnd(new Date().toISOString(), "not-a-uuid")],
    ["/api/alarms", encodePageEnd(new Date().toISOString(), "cam/1")],
    ["/api/cases", Buffer.from(JSON.stringify(["0000-01-01T00:00:00Z", crypto.randomUUID()])).toString("base64url")],
    ["/api/dead-letters", encodePageEnd(new Date().toISOString(), "x")],
    ["/api/detections", encodePageEnd(new Date().toISOString(), "a\0b")],
  ])("%s refuses a foreign one", async (path, cursor) => {
    expectProblem(
      await app.get(
        path === "/api/dead-letters" ? "sysadmin" : "leader",
        `${path}?cursor=${encodeURIComponent(cursor)}`,
      ),
      "bad-request",
      400,
    );
  });

  test.each(["0000-01-01T00:00:00Z", "0000-12-31T23:00:00-02:00", "9999-12-31T23:59:59-08:00"])(
    "since=%s is no instant that the database knows",
    async (since) => {
      for (const path of ["cases", "alarms", "detections"]) {
        const answer = await app.get("leader", `/api/${path}?since=${encodeURIComponent(since)}`);
        expect([path, answer.status]).toEqual([path, since.startsWith("0000-12-31") ? 200 : 400]);
      }
    },
  );
});

describe("HEAD", () => {
  test("is GET without a body, with the same permissions", async () => {
    const authorization = `Bearer ${await app.token("leader")}`;
    for (const path of ["/api/cases", "/api/session", "/api/things", "/healthz"]) {
      const head = await app.request(path, { method: "HEAD", headers: { authorization } });
      const get = await app.get("leader", path);
      expect([path, head.status, await head.text()]).toEqual([path, get.status, ""]);
    }
    expect((await app.request("/api/accounts", { method: "HEAD", headers: { authorization } })).status).toBe(403);
  });

  test("uses no one-time link up", async () => {
    const token = app.context.signInLinks.create("leader");
    expect((await app.ask(null, "HEAD", `/enter?token=${token}`)).status).toBe(204);
    expect((await app.ask(null, "GET", `/enter?token=${token}`)).status).toBe(302);
  });
});

test("If-None-Match is compared weakly, in a list, and by *", async () => {
  const etag = (await app.request("/wall")).headers.get("etag") ?? "";
  for (const header of [etag, `W/${etag}`, `"other", W/${etag}`, "*"]) {
    expect([header, (await app.request("/wall", { headers: { "if-none-match": header } })).status]).toEqual([
      header,
      304,
    ]);
  }
  expect((await app.request("/wall", { headers: { "if-none-match": '"other"' } })).status).toBe(200);
});

describe("a search", () => {
  test("finds full-width digits, names with spaces around them, and any middle dot", async () => {
    const found = async (text: string) =>
      (await app.get("secadmin", `/api/accounts?text=${encodeURIComponent(text)}`)).body.items.length;
    expect(await found("ｌｅａｄｅｒ")).toBeGreaterThan(0);
    expect(await found(" leader ")).toBe(await found("leader"));
  });
});

describe("a host", () => {
  const hosts = new AllowedHosts(["city.example"]);
  test.each([
    ["city.example", true],
    ["CITY.example.:8443", true],
    ["127.0.0.1:8080", true],
    ["[::1]:8080", true],
    ["localhost", true],
    ["evil.example", false],
    ["city.example.evil.example", false],
    ["", false],
  ])("%s is allowed: %s", (host, isAllowed) => expect(hosts.allows(host)).toBe(isAllowed));

  test("that is foreign gets 421 on every address", async () => {
    const guarded = new Hono<never>();
    guarded.use(requireAllowedHost(hosts) as never);
    guarded.get("/metrics", (c) => c.text("secret"));
    guarded.onError(answerFault(app.context) as never);
    const ask = (host: string) => guarded.request("/metrics", { headers: { host } });
    expect((await ask("evil.example")).status).toBe(421);
    expect((await ask("city.example")).status).toBe(200);
  });

  test("that is foreign reads no metrics from this machine", async () => {
    expect((await app.request("/metrics", { headers: { host: "evil.example" } })).status).toBe(401);
  });
});
