// Common attacks over HTTP. The tests walk the contract itself, so that new routes are attacked too.
import { sql } from "@minqing/geodata/sql";
import { RequestLimits } from "@minqing/server/access/request-limits";
import { createApi } from "@minqing/server/api";
import { openapiDocument } from "@minqing/server/openapi-document";
import { beforeAll, describe, expect, test } from "vitest";
import { expectProblem, HAIFENG, LUFENG, openApp, PASSWORD, SEED_TIMEOUT_MS, type TestApp } from "./open-app.ts";
import { gridIn, raiseAlarm } from "./sources.ts";

let app: TestApp;
beforeAll(async () => {
  app = await openApp();
}, SEED_TIMEOUT_MS);

interface Parameter {
  name: string;
  in: "query" | "path" | "header";
}

interface Operation {
  method: string;
  path: string;
  parameters: Parameter[];
  hasBody: boolean;
}

function operations(): Operation[] {
  const { paths } = openapiDocument(createApi(app.context)) as unknown as {
    paths: Record<string, Record<string, { parameters?: Parameter[]; requestBody?: unknown }>>;
  };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [], requestBody }]) => ({
      method: method.toUpperCase(),
      path,
      parameters,
      hasBody: requestBody !== undefined,
    })),
  );
}

const HOSTILE = [
  "' or 1=1 --",
  "'; drop table cases; --",
  "1) union select password_hash from accounts --",
  "%",
  "_____________",
  "../../../../etc/passwd",
  "..%2f..%2fetc%2fpasswd",
  "\u0000",
  "{{7*7}}",
  "<script>alert(1)</script>",
  "9".repeat(400),
  "-1",
  "NaN",
  "[object Object]",
  "\ud800",
];

const SEATS = ["leader", "haifeng", "sysadmin", "secadmin", "auditor"] as const;

const counts = async (): Promise<unknown> =>
  (
    await app.owner.raw(sql`
      select (select count(*) from cases) as cases, (select count(*) from accounts) as accounts,
        (select md5(string_agg(password_hash, '' order by username)) from accounts) as hashes,
        (select count(*) from regions) as regions`)
  )[0];

describe("injection", () => {
  test("in every parameter of every address: refused or found nothing, never a fault, nothing changed", async () => {
    const before = await counts();
    let asked = 0;
    for (const { method, path, parameters } of operations().filter((one) => one.method === "GET")) {
      for (const { name, in: where } of parameters.filter((parameter) => parameter.in !== "header")) {
        for (const hostile of HOSTILE) {
          const value = encodeURIComponent(hostile.toWellFormed());
          const filled = path.replace(/\{(\w+)\}/g, (_, own: string) =>
            where === "path" && own === name ? value : "none",
          );
          const query = where === "query" ? `?${encodeURIComponent(name)}=${value}` : "";
          for (const who of SEATS) {
            const { status, body } = await app.ask(who, method, `${filled}${query}`);
            expect([filled, query, who, status < 500]).toEqual([filled, query, who, true]);
            expect(JSON.stringify(body)).not.toMatch(/argon2id|syntax error|pg_|root:/);
            asked += 1;
          }
        }
      }
    }
    expect(asked).toBeGreaterThan(1_000);
    expect(await counts()).toEqual(before);
  }, 300_000);

  test("a text filter finds text, not patterns", async () => {
    const { items } = (await app.get("secadmin", "/api/accounts?text=%25")).body;
    expect(items).toEqual([]);
  });
});

describe("bodies", () => {
  // Valid JSON, nested deeper than the stack of recursive code.
  const NESTED = "[".repeat(20_000) + "]".repeat(20_000);
  const MALFORMED = [
    "",
    "{",
    "[]",
    "null",
    '"text"',
    "{}",
    '{"__proto__":{"roles":["leader"]}}',
    `[${"[".repeat(5_000)}`,
    NESTED,
    `{"title":${NESTED},"roles":${NESTED},"position":${NESTED}}`,
  ];

  test("malformed ones are refused everywhere as problems", async () => {
    const before = await counts();
    for (const { method, path } of operations().filter(({ hasBody }) => hasBody)) {
      const filled = path.replace(/\{\w+\}/g, "none");
      for (const body of MALFORMED) {
        for (const who of SEATS) {
          const answer = await app.ask(who, method, filled, body);
          expect([method, filled, body.slice(0, 20), answer.status < 500 && answer.status >= 400]).toEqual([
            method,
            filled,
            body.slice(0, 20),
            true,
          ]);
          expect(answer.headers.get("content-type")).toBe("application/problem+json");
        }
      }
      const huge = JSON.stringify({ title: "x".repeat(300_000) });
      const answer = await app.ask("leader", method, filled, huge);
      expect([filled, answer.status]).toEqual([filled, 413]);
    }
    expect(await counts()).toEqual(before);
  }, 120_000);

  test("what a sender may not decide is not taken from the body", async () => {
    const { position, code } = await gridIn(app.db, HAIFENG);
    const forged = {
      status: "closed",
      priority: 1,
      version: 99,
      id: "00000000-0000-4000-8000-000000000000",
      regionCode: LUFENG,
    };
    const report = { category: "0506", title: "x", position, ...forged, source: "alarm", synthetic: false };
    const { status, body } = await app.post("haifeng", "/api/cases", report);
    if (status === 201) expect(body).toMatchObject({ status: "reported", version: 1, regionCode: code });
    else expect(status).toBe(400);
    expect(body.id).not.toBe(forged.id);
    const grown = { username: "grown", displayName: "x", roles: ["leader"], regionCodes: [HAIFENG], exceptCodes: [] };
    const rest = { departmentId: null, enabled: true, demo: true, mustChangePassword: false, passwordHash: "known" };
    const made = await app.post("secadmin", "/api/accounts", { ...grown, ...rest });
    if (made.status === 201) expect(made.body.account).toMatchObject({ synthetic: false, mustChangePassword: true });
    else expect(made.status).toBe(400);
  });
});

describe("identity", () => {
  test("a token is dead after sign-out, and a guess at one opens nothing", async () => {
    const { token } = (await app.ask(null, "POST", "/api/session", { username: "leader", password: PASSWORD })).body;
    const headers = { authorization: `Bearer ${token}` };
    expect((await app.ask(null, "DELETE", "/api/session", undefined, headers)).status).toBe(204);
    for (const guess of [token, `${token.slice(0, -1)}A`, "A".repeat(43), "null", "undefined", ""]) {
      const answer = await app.ask(null, "GET", "/api/cases", undefined, { authorization: `Bearer ${guess}` });
      expectProblem(answer, "not-signed-in", 401);
      const cookie = await app.ask(null, "GET", "/api/cases", undefined, { cookie: `minqing=${guess}` });
      expectProblem(cookie, "not-signed-in", 401);
    }
  });

  test("an address that guesses at many names is closed, whatever the name", async () => {
    const guesser = await openApp();
    const guess = (username: string, password: string) =>
      guesser.ask(null, "POST", "/api/session", { username, password });
    for (let i = 0; i < 50; i++) expect((await guess(`name-${i}`, "wrong")).status).toBe(401);
    expectProblem(await guess("leader", PASSWORD), "too-many-requests", 429);
  });

  test("what a person is cannot be said in a header or a parameter", async () => {
    const headers = { "x-user": "leader", "x-forwarded-user": "leader", "x-roles": "leader", "x-scope": "4415" };
    expectProblem(await app.ask(null, "GET", "/api/cases", undefined, headers), "not-signed-in", 401);
    const alarm = await raiseAlarm(app.db, { region: LUFENG });
    const tries = ["?scope=4415", "?regionCodes=441500", "?roles=leader", `?region=${LUFENG}`];
    for (const query of tries) {
      const { items = [] } = (await app.ask("haifeng", "GET", `/api/alarms${query}`, undefined, headers)).body;
      expect(items.map(({ id }: { id: string }) => id)).not.toContain(alarm);
    }
  });

  test("an object is not reached by its id from outside of its scope, whatever the method", async () => {
    const alarm = await raiseAlarm(app.db, { region: LUFENG });
    expectProblem(await app.post("haifeng", `/api/alarms/${alarm}/acknowledge`, { version: 1 }), "not-found", 404);
    const { position } = await gridIn(app.db, LUFENG);
    const { id } = (await app.post("desk", "/api/cases", { category: "0506", title: "x", position })).body;
    expectProblem(await app.get("haifeng", `/api/cases/${id}`), "not-found", 404);
    const command = { type: "accept", version: 1 };
    expectProblem(await app.post("haifeng", `/api/cases/${id}/commands`, command), "not-found", 404);
  });

  test("methods that nobody offered answer nothing", async () => {
    for (const method of ["PUT", "PATCH", "DELETE", "TRACE-X"]) {
      const answer = await app.ask("leader", method, "/api/cases");
      expect([method, answer.status]).toEqual([
        method,
        expect.toSatisfy((status: number) => [403, 404, 405].includes(status)),
      ]);
    }
  });
});

describe("floods", () => {
  test("an account and an address have a limit, and nobody else notices", async () => {
    const limits = new RequestLimits({ max: 20, seconds: 60 }, { max: 10, seconds: 60 });
    const limited = await openApp({ limits });
    const statuses = async (who: "leader" | null, count: number) => {
      const answers = [];
      for (let i = 0; i < count; i++) answers.push((await limited.get(who, "/api/categories")).status);
      return answers;
    };
    expect((await statuses("leader", 22)).slice(-3)).toEqual([200, 429, 429]);
    expect((await statuses(null, 12)).slice(-3)).toEqual([401, 429, 429]);
    const answer = await limited.get("leader", "/api/categories");
    expect(expectProblem(answer, "too-many-requests", 429).detail).toMatch(/at most 20 requests in 60 s/);
    expect(answer.headers.get("retry-after")).toBe("60");
    expect((await limited.get("desk", "/api/categories")).status).toBe(200);
  });
});

describe("files", () => {
  test("no path leads out of the folders", async () => {
    const paths = [
      "/assets/../secret.html",
      "/assets/%2e%2e/secret.html",
      "/assets/..%5c..%5csecret.html",
      "/basemap/../../etc/passwd",
      "/basemap/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
      "/wall/../../etc/passwd",
      "//etc/passwd",
      "/assets/\u0000",
    ];
    for (const path of paths) {
      const answer = await app.request(encodeURI(path).replaceAll("%25", "%"));
      const text = await answer.text();
      expect([path, /root:|not a page/.test(text)]).toEqual([path, false]);
      expect(answer.status).toBeLessThan(500);
    }
  });
});
