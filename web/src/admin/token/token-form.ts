// The form of a service token: initial values, issues, request. Tokens end with a whole day in Asia/Shanghai.
import { DEFAULT_GRANTS, type Role } from "@minqing/core/access/account";
import { ServiceTokenDraft, type ServiceTokenView, serviceTokenState } from "@minqing/core/access/service-token";
import { hourMinute, shanghaiParts } from "../../i18n/time-text.ts";
import type { GrantForm } from "../account/grant.ts";

export interface TokenForm extends GrantForm {
  name: string;
  purpose: string;
  roles: readonly Role[];
  /** One address a line. */
  addresses: string;
  /** "2026-11-28": the last day on which the token is valid. */
  lastDay: string;
}

const DAY_MS = 86_400_000;
const FIRST_DAYS = 90;
/** Leaves time to arrange a new token. */
const SOON_MS = 14 * DAY_MS;

export function dayOf(ms: number): string {
  const { year, month, day } = shanghaiParts(ms);
  return [year, month, day].map((part) => String(part).padStart(2, "0")).join("-");
}

/** "2026-11-28 23:59" */
export const instantText = (at: string): string => `${dayOf(Date.parse(at))} ${hourMinute(Date.parse(at))}`;

/** The end of a day as an instant; "" for an incomplete day. */
export const endOfDay = (day: string): string => {
  const at = new Date(`${day}T23:59:59+08:00`);
  return Number.isNaN(at.getTime()) ? "" : at.toISOString();
};

/** The last whole day that the policy allows. */
export const furthestDay = (maxDays: number, nowMs: number): string => dayOf(nowMs + (maxDays - 1) * DAY_MS);

export const firstLastDay = (maxDays: number, nowMs: number): string =>
  furthestDay(Math.min(maxDays, FIRST_DAYS), nowMs);

export const newTokenForm = (maxDays: number, nowMs: number): TokenForm => ({
  name: "",
  purpose: "",
  roles: [],
  regionCodes: [],
  exceptCodes: [],
  departmentId: null,
  addresses: "",
  caseRange: DEFAULT_GRANTS.caseRange,
  clearance: DEFAULT_GRANTS.clearance,
  lastDay: firstLastDay(maxDays, nowMs),
});

export const addressesOf = (text: string): string[] => text.split(/[\s,，;；、]+/).filter((part) => part !== "");

const draftOf = ({ addresses, lastDay, ...form }: TokenForm) => ({
  ...form,
  addresses: addressesOf(addresses),
  expiresAt: endOfDay(lastDay),
});

export type TokenIssue = "name" | "purpose" | "roles" | "regionCodes" | "departmentId" | "addresses" | "expiresAt";

export type ReadTokenForm = { draft: ServiceTokenDraft; issues: [] } | { draft: null; issues: TokenIssue[] };

/** The request, or the fields with issues. */
export function readTokenForm(form: TokenForm, furthest: string): ReadTokenForm {
  const parsed = ServiceTokenDraft.safeParse(draftOf(form));
  const issues = parsed.success ? [] : parsed.error.issues.map(({ path }) => path[0] as TokenIssue);
  const lacksDepartment = form.caseRange === "department" && form.departmentId === null;
  const all = [
    ...new Set<TokenIssue>([
      ...issues,
      ...(lacksDepartment ? (["departmentId"] as const) : []),
      ...(form.lastDay > furthest ? (["expiresAt"] as const) : []),
    ]),
  ];
  return parsed.success && all.length === 0 ? { draft: parsed.data, issues: [] } : { draft: null, issues: all };
}

export type TokenBadge = "awaits-approval" | "valid" | "soon" | "expired" | "ended" | "unused";

/** The badges of a token; those that need attention come first. */
export function tokenBadges(token: ServiceTokenView, nowMs: number): TokenBadge[] {
  const endedAt = token.endedAt === null ? null : new Date(token.endedAt);
  const state = serviceTokenState({ expiresAt: new Date(token.expiresAt), endedAt }, new Date(nowMs));
  if (state !== "valid") return [state];
  if (token.awaitsApproval) return ["awaits-approval"];
  const isSoon = Date.parse(token.expiresAt) - nowMs < SOON_MS;
  return [isSoon ? "soon" : "valid", ...(token.lastUsedAt === null ? (["unused"] as const) : [])];
}
