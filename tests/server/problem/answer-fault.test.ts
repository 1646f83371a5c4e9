// Faults as responses: a database that is away, and internal faults, whose details are not sent.
import { cityByCode } from "@minqing/core/city/city";
import { Problem } from "@minqing/core/problem/problem";
import type { Database } from "@minqing/geodata/database";
import { StatementError } from "@minqing/geodata/driver/statement-error";
import { createApp } from "@minqing/server/app";
import { createContext } from "@minqing/server/open-server";
import pino from "pino";
import { expect, test } from "vitest";

const FOLDERS = { webDir: "/nowhere", basemapDir: "/nowhere", metricsToken: null };

/** A database whose every statement fails like this. */
function appOver(fault: Error) {
  const fail = () => Promise.reject(fault);
  const db = { query: fail, one: fail, raw: fail, execute: fail, transaction: fail } as unknown as Database;
  const log = pino({ level: "silent" });
  return createApp(createContext({ db, log, city: cityByCode("441500"), demo: true, secret: "s".repeat(32) }), FOLDERS);
}

const away = new StatementError(
  "select 1",
  Object.assign(new Error("connect ECONNREFUSED 10.0.0.7"), { code: "ECONNREFUSED" }),
);
const authorization = `Bearer ${"t".repeat(43)}`;

test.each(["/readyz", "/api/cases", "/api/session"])("%s answers 503 while the database is away", async (path) => {
  const answer = await appOver(away).request(path, { headers: { authorization } });
  expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "2"]);
  const text = await answer.text();
  expect(Problem.parse(JSON.parse(text)).type).toBe("urn:problem:database-away");
  expect(text).not.toContain("10.0.0.7");
});

test("the process is alive while the database is away", async () => {
  expect((await appOver(away).request("/healthz")).status).toBe(200);
});

test("a fault of our own is 500 and says nothing of the inside", async () => {
  const answer = await appOver(new TypeError("secret detail of the program")).request("/api/cases", {
    headers: { authorization },
  });
  const text = await answer.text();
  expect([answer.status, answer.headers.get("content-type")]).toEqual([500, "application/problem+json"]);
  expect(Problem.parse(JSON.parse(text))).toMatchObject({
    type: "urn:problem:internal",
    instance: expect.stringMatching(/^urn:request:/),
  });
  expect(text).not.toContain("secret detail");
});
