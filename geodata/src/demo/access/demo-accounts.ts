// The demo's accounts: one for each function that a visitor may want to try, random passwords, and the list in
// DATA_DIR.
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { DataGrants, Role } from "@minqing/core/access/account";
import { DemoAccount } from "@minqing/core/access/demo";
import { Secrecy } from "@minqing/core/access/scope";
import { z } from "zod";
import { createAccount } from "../../access/queries.ts";
import type { Database } from "../../database.ts";
import { GENERATED, hashPassword } from "../../process/secret/password.ts";
import { readSecretFile, writeSecretFile } from "../../process/secret/secret-file.ts";
import {
  type CountyBureau,
  countiesOf,
  countyBureaus,
  demoUsernames,
  firstCells,
  placeDemoPeople,
} from "./demo-queries.ts";

interface DemoSeat {
  username: string;
  displayName: string;
  roles: Role[];
  region: string;
  departmentId: string | null;
  grants?: Partial<DataGrants>;
  personId?: string;
}

/** The first person at each post of the command centre gets the demo account. */
const firstAtPost = (role: Role, city: string): Pick<DemoSeat, "personId"> =>
  ["leader", "supervisor", "acceptor", "dispatcher"].includes(role) ? { personId: `${role}-${city}-01` } : {};

/** Roles that decide about confidential cases see restricted ones; roles that work on all cases see internal ones. */
const CLEARANCES: Partial<Record<Role, Secrecy>> = { leader: 2, supervisor: 2, acceptor: 1, dispatcher: 1, handler: 1 };

const clearanceOf = (roles: readonly Role[]): Secrecy =>
  Secrecy.parse(Math.max(...roles.map((role) => CLEARANCES[role] ?? 0)));

const citySeats = (city: string): DemoSeat[] =>
  (
    [
      ["leader", "值班领导", ["leader"]],
      ["operator", "指挥中心值班员", ["acceptor", "supervisor", "dispatcher"]],
      ["acceptor", "受理员", ["acceptor"]],
      ["supervisor", "值班长", ["supervisor"]],
      ["dispatcher", "派遣员", ["dispatcher"]],
      ["hotline", "12345 话务员", ["hotline_agent"]],
      ["river-office", "河长制办公室", ["river_office"]],
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
    ...(username === roles[0] ? firstAtPost(username, city) : {}),
  }));

/**
 * A county's leader, who sees no other county, and its river chief, who sees all of the reaches that are counted in it.
 */
const countySeats = (code: string, name: string, reachCodes: string[]): DemoSeat[] => [
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

/** A unit's handler and its leader: both see the cases of their unit and of the units below it in every region. */
const unitSeats = ({ code, name, county }: CountyBureau): DemoSeat[] => {
  const unit = { region: county, departmentId: code, grants: { caseRange: "department" } } as const;
  return [
    { ...unit, username: `handler-${code}`, displayName: name, roles: ["handler"], personId: `handler-${code}-1` },
    { ...unit, username: `department-leader-${code}`, displayName: `${name}负责人`, roles: ["department_leader"] },
  ];
};

async function seats(db: Database, city: string): Promise<DemoSeat[]> {
  const counties = await countiesOf(db);
  const units = await countyBureaus(db);
  const cells = await firstCells(db);
  return [
    ...citySeats(city),
    ...counties.flatMap(({ code, name, reachCodes }) => countySeats(code, name, reachCodes)),
    ...units.flatMap(unitSeats),
    ...cells.map(
      ({ countyCode, villageCode, name, personId, departmentId }): DemoSeat => ({
        username: `grid-worker-${countyCode}`,
        displayName: `${name}网格员`,
        roles: ["grid_worker"],
        region: villageCode,
        departmentId,
        personId,
      }),
    ),
  ];
}

async function createDemoAccount(db: Database, seat: DemoSeat, now: Date): Promise<DemoAccount> {
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

/**
 * Returns the stored list if it names exactly the accounts of the database; else sets a new password for every account.
 */
export async function provideDemoAccounts(
  db: Database,
  dataDir: string,
  city: string,
  now: Date,
): Promise<DemoAccount[]> {
  const path = join(dataDir, "demo-accounts.json");
  const stored = await readSecretFile(path, z.array(DemoAccount));
  const known = await demoUsernames(db);
  const isCurrent = stored?.length === known.size && stored.every((account) => known.has(account.username));
  if (stored !== null && isCurrent) return stored;
  const demoSeats = await seats(db, city);
  const accounts = await Promise.all(demoSeats.map((seat) => createDemoAccount(db, seat, now)));
  await placeDemoPeople(
    db,
    demoSeats.flatMap(({ username, personId }) => (personId === undefined ? [] : [{ username, personId }])),
  );
  await writeSecretFile(path, accounts);
  return accounts;
}
