// The whole HTTP application in process, over a real database with the small demo city and an account for every seat.
import { randomUUID } from "node:crypto";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Role } from "@minqing/core/access/account";
import type { Secrecy } from "@minqing/core/access/scope";
import { cityByCode } from "@minqing/core/city/city";
import { Problem } from "@minqing/core/problem/problem";
import { createAccount } from "@minqing/geodata/access/queries";
import type { Database } from "@minqing/geodata/database";
import { seedDemoCity } from "@minqing/geodata/demo/seed/seed-demo-city";
import { GENERATED, hashPassword } from "@minqing/geodata/process/secret/password";
import { RequestLimits } from "@minqing/server/access/request-limits";
import type { SingleSignOnOptions } from "@minqing/server/access/sso/single-sign-on";
import { createApp } from "@minqing/server/app";
import type { AuditKey } from "@minqing/server/audit/key";
import { createContext } from "@minqing/server/open-server";
import type { ServerContext } from "@minqing/server/server-context";
import pino from "pino";
import { expect } from "vitest";
import { testDatabase } from "../geodata/test-database.ts";

export const PASSWORD = "a password of the tests";
export const HAIFENG = "441521";
export const LUFENG = "441581";
export const UNIT = "441521-water";

interface Seat {
  roles: Role[];
  region: string;
  departmentId?: string;
  clearance?: Secrecy;
}

export const SEATS = {
  leader: { roles: ["leader"], region: "441500" },
  desk: { roles: ["acceptor", "supervisor", "dispatcher"], region: "441500" },
  haifeng: { roles: ["acceptor", "supervisor", "dispatcher"], region: HAIFENG },
  lufeng: { roles: ["acceptor", "supervisor", "dispatcher"], region: LUFENG },
  units: { roles: ["handler"], region: "441500" },
  unit: { roles: ["handler"], region: HAIFENG, departmentId: UNIT },
  otherUnit: { roles: ["handler"], region: "441500", departmentId: "441581-water" },
  cleared: { roles: ["supervisor"], region: "441500", clearance: 2 },
  partner: { roles: ["partner"], region: "441500" },
  sysadmin: { roles: ["system_administrator"], region: "441500" },
  secadmin: { roles: ["security_administrator"], region: "441500" },
  auditor: { roles: ["audit_administrator"], region: "441500" },
  "grid-worker": { roles: ["grid_worker"], region: HAIFENG },
} as const satisfies Record<string, Seat>;
export type Who = keyof typeof SEATS | null;

export interface Answer {
  status: number;
  headers: Headers;
  // Tests read responses of every shape; each expectation checks its shape.
  // biome-ignore lint/suspicious/noExplicitAny: the shape of a response is known only to the expectation
  body: any;
}

export interface TestApp {
  db: Database;
  owner: Database;
  secret: string;
  context: ServerContext;
  request(path: string, init?: RequestInit): Promise<Response>;
  ask(who: Who, method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  get(who: Who, path: string): Promise<Answer>;
  post(who: Who, path: string, body?: unknown, key?: string): Promise<Answer>;
  token(who: keyof typeof SEATS): Promise<string>;
}

/** Creating and writing the city takes 2 s of one core, and longer on a busy machine. */
export const SEED_TIMEOUT_MS = 240_000;

export const quiet = pino({ level: process.env["MINQING_TEST_LOG"] ?? "silent" });

/** Start of the test run: the history up to then is created once and copied. */
const BEGAN_MS = Number(process.env["MINQING_TEST_BEGAN_MS"] ?? Date.now());
const FRESH_MS = 2 * 3_600_000;

/** The city's history ends at `anchor`, or at the start of the run when that is recent; the server's clock continues from there. */
export async function seededCity(anchor: Date): Promise<{ db: Database; owner: Database }> {
  const age = anchor.getTime() - BEGAN_MS;
  const end = age >= 0 && age < FRESH_MS ? new Date(BEGAN_MS) : anchor;
  const filling = { name: `city_${end.getTime()}`, fill: (owner: Database) => fillCity(owner, end) };
  const { database: db, owner } = await testDatabase({ filling });
  return { db, owner };
}

async function fillCity(owner: Database, anchor: Date): Promise<void> {
  await seedDemoCity(owner, { cityCode: "441500", seed: "test", densityScale: 0.02, anchor });
  const passwordHash = await hashPassword(PASSWORD, GENERATED);
  for (const [username, { roles, region, ...seat }] of Object.entries(SEATS as Record<string, Seat>)) {
    await createAccount(owner, {
      username,
      displayName: username,
      passwordHash,
      roles,
      regionCodes: [region],
      exceptCodes: [],
      departmentId: seat.departmentId ?? null,
      clearance: seat.clearance ?? 0,
      demo: true,
      createdAt: anchor,
    });
  }
}

async function webFolders(): Promise<{ webDir: string; basemapDir: string }> {
  const folder = await mkdtemp(join(tmpdir(), "minqing-web-"));
  // Opened in hooks and in tests, so that no hook of a test file can close it: it is removed with the folder of the run.
  await writeFile(join(folder, "wall.html"), `<!doctype html><title>wall</title>${"<p>wall</p>".repeat(200)}`);
  await writeFile(join(folder, "secret.html"), "not a page");
  return { webDir: folder, basemapDir: folder };
}

/** Tests send more requests than any client: no limit. */
const UNLIMITED = { max: 1_000_000, seconds: 1 };

export async function openApp(
  options: {
    now?: () => Date;
    demo?: boolean;
    auditKey?: AuditKey;
    sso?: readonly SingleSignOnOptions[];
    limits?: RequestLimits;
    /** Another app of the same city: its database, and the secret that it started with. */
    again?: Pick<TestApp, "db" | "owner" | "secret">;
  } = {},
): Promise<TestApp> {
  const { db, owner } = options.again ?? (await seededCity(options.now?.() ?? new Date()));
  const secret = options.again?.secret ?? randomUUID();
  const context = createContext({
    db,
    log: quiet,
    city: cityByCode("441500"),
    demo: options.demo ?? true,
    secret,
    now: options.now ?? (() => new Date()),
    auditKey: options.auditKey ?? null,
    sso: options.sso ?? [],
    limits: options.limits ?? new RequestLimits(UNLIMITED, UNLIMITED),
    passwordCost: GENERATED,
  });
  const app = createApp(context, { ...(await webFolders()), metricsToken: "metrics" });
  const tokens = new Map<string, string>();
  const request = async (path: string, init?: RequestInit) => app.request(path, init);
  const token = async (who: keyof typeof SEATS) => {
    const known = tokens.get(who);
    if (known !== undefined) return known;
    const { token: fresh } = await context.sessions.openFor(who);
    tokens.set(who, fresh);
    return fresh;
  };
  const ask: TestApp["ask"] = async (who, method, path, body, extra = {}) => {
    const headers = new Headers(extra);
    if (who !== null) headers.set("authorization", `Bearer ${await token(who)}`);
    if (body !== undefined && !headers.has("content-type")) headers.set("content-type", "application/json");
    const text = body === undefined ? null : typeof body === "string" ? body : JSON.stringify(body);
    const response = await request(path, { method, headers, body: text });
    const isJson = /\bjson/.test(response.headers.get("content-type") ?? "");
    const answer = isJson ? await response.json() : new Uint8Array(await response.arrayBuffer());
    return { status: response.status, headers: response.headers, body: answer };
  };
  return {
    db,
    owner,
    secret,
    context,
    request,
    token,
    ask,
    get: (who, path) => ask(who, "GET", path),
    post: (who, path, body, key) => ask(who, "POST", path, body, key === undefined ? {} : { "idempotency-key": key }),
  };
}

/** Expects problem+json with the code. */
export function expectProblem(answer: Answer, code: string, status: number): Problem {
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  const problem = Problem.parse(answer.body);
  expect({ type: problem.type, status: problem.status, answered: answer.status }).toEqual({
    type: `urn:problem:${code}`,
    status,
    answered: status,
  });
  return problem;
}
