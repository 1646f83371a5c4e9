// Service tokens (服务令牌): how partner systems and scripts get in. Each has a name, a purpose, roles, a scope and an end;
// what it may do, on which cases, is fixed when it is made.
import { z } from "zod";
import { AccountDraft, DataGrants, Role, USUAL_GRANTS } from "./account.ts";
import { isAdministrator } from "./separation.ts";

/** By this a scanner for leaked secrets knows a token. */
export const SERVICE_TOKEN_PREFIX = "mq_";

/** As whom the audit trail knows a token: no account can have such a name. */
export const tokenActor = (name: string): string => `token:${name}`;

export const ServiceTokenName = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9._-]{1,47}$/,
    "expected 2 to 48 of a-z, 0-9, dot, dash, underscore, beginning with a letter or digit",
  );

/** An address, or a block of them. */
export const SourceAddress = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], {
  error: "expected an address or a CIDR block, such as 10.1.2.3 or 10.1.0.0/16",
});

const MAX_ADDRESSES = 32;

/** `own` are the cases that the system itself reported. */
const { caseRange, clearance } = DataGrants.shape;

/** What a security administrator decides about a token, once. */
export const ServiceTokenDraft = z.object({
  name: ServiceTokenName,
  purpose: z.string().trim().min(1).max(64),
  roles: z
    .array(Role.refine((role) => !isAdministrator(role), "expected a role that works on the city: no administrator"))
    .min(1),
  ...AccountDraft.pick({ regionCodes: true, exceptCodes: true, departmentId: true }).shape,
  caseRange: caseRange.default(USUAL_GRANTS.caseRange),
  clearance: clearance.default(USUAL_GRANTS.clearance),
  /** Empty: from anywhere. */
  addresses: z.array(SourceAddress).max(MAX_ADDRESSES),
  expiresAt: z.iso.datetime(),
});
export type ServiceTokenDraft = z.infer<typeof ServiceTokenDraft>;

export const ServiceTokenView = z.object({
  id: z.uuid(),
  name: z.string(),
  purpose: z.string(),
  roles: z.array(Role),
  regionCodes: z.array(z.string()),
  exceptCodes: z.array(z.string()),
  departmentId: z.string().nullable(),
  caseRange,
  clearance,
  addresses: z.array(z.string()),
  createdAt: z.iso.datetime(),
  createdBy: z.string(),
  renewedAt: z.iso.datetime().nullable(),
  expiresAt: z.iso.datetime(),
  /** Until then the token before the last renewal is taken as well. */
  priorUntil: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
  lastUsedAt: z.iso.datetime().nullable(),
  lastUsedAddress: z.string().nullable(),
});
export type ServiceTokenView = z.infer<typeof ServiceTokenView>;

export type ServiceTokenState = "valid" | "expired" | "ended";

export function serviceTokenState(token: { expiresAt: Date; endedAt: Date | null }, now: Date): ServiceTokenState {
  if (token.endedAt !== null) return "ended";
  return token.expiresAt > now ? "valid" : "expired";
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The furthest end that the policy allows a token that is made or renewed now. */
export const furthestExpiry = ({ tokenMaxDays }: { tokenMaxDays: number }, now: Date): Date =>
  new Date(now.getTime() + tokenMaxDays * DAY_MS);

/** Until when the token before a renewal is taken: some hours more, and never beyond its own end. */
export const overlapEnd = (hours: number, now: Date, { expiresAt }: { expiresAt: Date }): Date =>
  new Date(Math.min(now.getTime() + hours * HOUR_MS, expiresAt.getTime()));
