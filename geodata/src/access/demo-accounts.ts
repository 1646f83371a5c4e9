// The demo's accounts: one for each seat a visitor may want to sit on, fresh random passwords, the list in DATA_DIR.
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { DataGrants, Role } from "@minqing/core/access/account";
import { DemoAccount } from "@minqing/core/access/demo";
import { Secrecy } from "@minqing/core/access/scope";
import { z } from "zod";
import type { Database } from "../database.ts";
import { countiesOf, countyBureaus, demoUsernames, placeDemoPeople } from "./demo-queries.ts";
import { GENERATED, hashPassword } from "./password.ts";
import { createAccount } from "./queries.ts";
import { readSecretFile, writeSecretFile } from "./secret-file.ts";

interface Seat {
  username: string;
  displayName: string;
  roles: Role[];
  region: string;
  departmentId: string | null;
  grants?: Partial<DataGrants>;
}

/** Who decides about confidential cases sees them; who works on all cases sees those that stay inside the house. */
const CLEARANCES: Partial<Record<Role, Secrecy>> = { leader: 2, supervisor: 2, acceptor: 1, dispatcher: 1, handler: 1 };

const clearanceOf = (roles: readonly Role[]): Secrecy =>
  Secrecy.parse(Math.max(...roles.map((role) => CLEARANCES[role] ?? 0)));

const citySeats = (city: string): Seat[] =>
  (
    [
      ["leader", "值班领导", ["leader"]],
      ["operator", "指挥中心值班员", ["acceptor", "supervisor", "dispatcher"]],
      ["acceptor", "受理员", ["acceptor"]],
      ["supervisor", "值班长", ["supervisor"]],
      ["dispatcher", "派遣员", ["dispatcher"]],
      // Acts for every unit, so that simulated disposal units can share one account.
      ["disposal", "处置单位(模拟)", ["handler"]],
      ["partner", "对接系统(模拟)", ["partner"]],
      ["sysadmin", "系统管理员", ["system_administrator"]],
      ["secadmin", "安全管理员", ["security_administrator"]],
      ["auditor", "审计管理员", ["audit_administrator"]],
    ] as const
  ).map(([username, displayName, roles]) => ({
    username,
    displayName,
    roles: [...roles],
    region: city,
    departmentId: null,
  }));

/** A county's leader, who sees no other county, and its river chief, who has the whole of the reaches that begin in it. */
const countySeats = (code: string, name: string, reachCodes: string[]): Seat[] => [
  { username: `leader-${code}`, displayName: `${name}领导`, roles: ["leader"], region: code, departmentId: null },
  {
    username: `river-chief-${code}`,
    displayName: `${name}河长`,
    roles: ["river_chief"],
    region: code,
    departmentId: null,
    grants: { reachCodes },
  },
];

async function seats(db: Database, city: string): Promise<Seat[]> {
  const counties = await countiesOf(db);
  const units = await countyBureaus(db);
  const handlers = units.map(
    ({ code, name }): Seat => ({
      username: `handler-${code}`,
      displayName: name,
      roles: ["handler"],
      region: city,
      departmentId: code,
      grants: { caseRange: "department" },
    }),
  );
  return [
    ...citySeats(city),
    ...counties.flatMap(({ code, name, reachCodes }) => countySeats(code, name, reachCodes)),
    ...handlers,
  ];
}

async function provideSeat(db: Database, seat: Seat, now: Date): Promise<DemoAccount> {
  const { username, displayName, roles, region, departmentId, grants = {} } = seat;
  const password = randomBytes(12).toString("base64url");
  const passwordHash = await hashPassword(password, GENERATED);
  const clearance = clearanceOf(roles);
  const account = {
    ...grants,
    clearance,
    username,
    displayName,
    passwordHash,
    roles,
    regionCodes: [region],
    exceptCodes: [],
  };
  await createAccount(db, { ...account, departmentId, demo: true, createdAt: now });
  return { username, password, roles, scope: [region] };
}

/** Keeps the list where it names exactly the accounts of the database; else gives every account a new password. */
export async function provideDemoAccounts(
  db: Database,
  dataDir: string,
  city: string,
  now: Date,
): Promise<DemoAccount[]> {
  const path = join(dataDir, "demo-accounts.json");
  const kept = await readSecretFile(path, z.array(DemoAccount));
  const known = await demoUsernames(db);
  if (kept !== null && kept.length === known.size && kept.every((account) => known.has(account.username))) return kept;
  const accounts = await Promise.all((await seats(db, city)).map((seat) => provideSeat(db, seat, now)));
  await placeDemoPeople(db, city);
  await writeSecretFile(path, accounts);
  return accounts;
}
