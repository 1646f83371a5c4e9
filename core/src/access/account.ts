// Roles (角色), accounts and their sessions.

import { z } from "zod";
import { RegionCode } from "../region/codes.ts";
import { typedText } from "../text/text.ts";
import { CaseRange, Scope, Secrecy } from "./scope.ts";

export const ROLES = [
  "acceptor", // 受理员
  "supervisor", // 值班长
  "dispatcher", // 派遣员
  "handler", // 处置部门
  "department_leader", // 部门负责人
  "grid_worker", // 网格员, 采集员
  "river_chief", // 河长; its level is its region's
  "river_office", // 河长办
  "hotline_agent", // 12345 话务员
  "leader", // 领导
  "partner", // 对接系统, simulators
  "system_administrator", // 系统管理员
  "security_administrator", // 安全管理员
  "audit_administrator", // 审计管理员
] as const;
export const Role = z.enum(ROLES).meta({ id: "Role" });
export type Role = z.infer<typeof Role>;

/** Who issues a command: a signed-in person, or the system itself (rules, deadlines). */
export const Actor = z.object({
  username: z.string(),
  displayName: z.string(),
  roles: z.array(z.union([Role, z.literal("system")])),
  departmentId: z.string().nullable(),
  scope: Scope,
  /** Network address of the client; null for the system. */
  address: z.string().nullable(),
});
export type Actor = z.infer<typeof Actor>;

export const SignIn = z
  .object({
    username: z.string().min(1).max(64),
    password: z.string().min(1).max(256),
    /** Six digits of the second factor, or a recovery code. */
    code: z.string().min(6).max(32).optional(),
  })
  .meta({ id: "SignIn" });
export type SignIn = z.infer<typeof SignIn>;

/** A step that a signed-in person must complete before the server accepts any other request. */
export const RequiredStep = z.enum(["change-password", "set-up-second-factor"]);
export type RequiredStep = z.infer<typeof RequiredStep>;

export const SessionView = z
  .object({
    username: z.string(),
    displayName: z.string(),
    roles: z.array(Role),
    departmentId: z.string().nullable(),
    scopeKey: z.string(),
    regions: z.array(z.string()),
    /** Region that its screens open at: the smallest one that contains the account's regions; the city if it has none. */
    home: RegionCode,
    clearance: Secrecy,
    city: z.object({ code: z.string(), nameZh: z.string(), nameEn: z.string() }),
    synthetic: z.boolean(),
    duty: RequiredStep.nullable(),
    expiresAt: z.iso.datetime(),
  })
  .meta({ id: "SessionView" });
export type SessionView = z.infer<typeof SessionView>;

/** What an account sees in addition to its regions (数据权限). */
export const DataGrants = z.object({
  reachCodes: z.array(z.string().min(1).max(64)).max(200),
  caseRange: CaseRange,
  /** Highest grade of confidentiality that it sees (知悉范围). */
  clearance: Secrecy,
});
export type DataGrants = z.infer<typeof DataGrants>;

/** All cases of its regions, none of them confidential. */
export const DEFAULT_GRANTS: DataGrants = { reachCodes: [], caseRange: "region", clearance: 0 };

export const AccountView = z
  .object({
    username: z.string(),
    displayName: z.string(),
    roles: z.array(Role),
    regionCodes: z.array(z.string()),
    exceptCodes: z.array(z.string()),
    departmentId: z.string().nullable(),
    ...DataGrants.shape,
    enabled: z.boolean(),
    /** It was made by one administrator and waits for a second one: it cannot sign in. */
    awaitsApproval: z.boolean(),
    /** Something about it was requested and waits for a second administrator. */
    hasRequest: z.boolean(),
    lockedUntil: z.iso.datetime().nullable(),
    mustChangePassword: z.boolean(),
    passwordSetAt: z.iso.datetime(),
    hasSecondFactor: z.boolean(),
    lastSignInAt: z.iso.datetime().nullable(),
    /** Sessions open now. */
    sessions: z.number().int(),
    synthetic: z.boolean(),
    version: z.number().int(),
  })
  .meta({ id: "AccountView" });
export type AccountView = z.infer<typeof AccountView>;

/** The part of an account that a security administrator sets. */
export const AccountDraft = z.object({
  displayName: typedText(64),
  roles: z.array(Role),
  regionCodes: z.array(RegionCode).min(1),
  exceptCodes: z.array(RegionCode),
  departmentId: z.string().nullable(),
  ...DataGrants.shape,
  enabled: z.boolean(),
});
export type AccountDraft = z.infer<typeof AccountDraft>;

/**
 * The draft as a client sends it. A missing grant gets its default in a new account and stays unchanged in an existing
 * one.
 */
export const AccountOrder = AccountDraft.partial({ reachCodes: true, caseRange: true, clearance: true }).meta({
  id: "AccountOrder",
});
export type AccountOrder = z.infer<typeof AccountOrder>;

/** Fills in the grants that the order leaves out. */
export const completeDraft = (order: AccountOrder, grants: DataGrants): AccountDraft => ({
  ...order,
  reachCodes: order.reachCodes ?? grants.reachCodes,
  caseRange: order.caseRange ?? grants.caseRange,
  clearance: order.clearance ?? grants.clearance,
});

export const Username = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9._-]{1,63}$/,
    "expected 2 to 64 of a-z, 0-9, dot, dash, underscore, beginning with a letter or digit",
  );

/** How the person of a session proved who they are (登录方式). */
export const OpenedWith = z.enum(["password", "second-factor", "single-sign-on"]);

export const OpenSessionView = z
  .object({
    id: z.uuid(),
    username: z.string(),
    displayName: z.string(),
    address: z.string().nullable(),
    userAgent: z.string().nullable(),
    openedWith: OpenedWith,
    createdAt: z.iso.datetime(),
    lastSeenAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
    /** Whether this request belongs to the session. */
    own: z.boolean(),
  })
  .meta({ id: "OpenSessionView" });
export type OpenSessionView = z.infer<typeof OpenSessionView>;

/**
 * A session of the signed-in account (本人会话). `device` names browser and system; null if the client sent no user agent.
 */
export const OwnSessionView = OpenSessionView.omit({ username: true, displayName: true, userAgent: true })
  .extend({
    device: z.string().nullable(),
  })
  .meta({ id: "OwnSessionView" });
export type OwnSessionView = z.infer<typeof OwnSessionView>;
