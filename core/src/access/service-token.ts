// Service tokens (服务令牌): credentials of partner systems and scripts. Each has a name, a purpose, roles, a scope and an
// expiry; roles and scope are fixed when the token is created.

import { z } from "zod";
import { typedText } from "../text/text.ts";
import { AccountDraft, DataGrants, DEFAULT_GRANTS, Role } from "./account.ts";
import { isAdministrator } from "./separation.ts";

/** Prefix by which a scanner for leaked secrets recognises a token. */
export const SERVICE_TOKEN_PREFIX = "mq_";

/** Actor name of a token in the audit trail; no account can have such a name. */
export const tokenActor = (name: string): string => `token:${name}`;

export const ServiceTokenName = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9._-]{1,47}$/,
    "expected 2 to 48 of a-z, 0-9, dot, dash, underscore, beginning with a letter or digit",
  );

/** An IP address or a CIDR block. */
export const SourceAddress = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], {
  error: "expected an address or a CIDR block, such as 10.1.2.3 or 10.1.0.0/16",
});

const MAX_ADDRESSES = 32;

/** For a token, the range `own` means the cases that the partner system itself reported. */
const { caseRange, clearance } = DataGrants.shape;

/** What a security administrator sets when a token is created; it does not change later. */
export const ServiceTokenDraft = z
  .object({
    name: ServiceTokenName,
    purpose: typedText(64),
    roles: z
      .array(Role.refine((role) => !isAdministrator(role), "expected a role that works on the city: no administrator"))
      .min(1),
    ...AccountDraft.pick({ regionCodes: true, exceptCodes: true, departmentId: true }).shape,
    caseRange: caseRange.default(DEFAULT_GRANTS.caseRange),
    clearance: clearance.default(DEFAULT_GRANTS.clearance),
    /** Addresses that may use the token; empty: any. */
    addresses: z.array(SourceAddress).max(MAX_ADDRESSES),
    expiresAt: z.iso.datetime(),
  })
  .meta({ id: "ServiceTokenDraft" });
export type ServiceTokenDraft = z.infer<typeof ServiceTokenDraft>;

export const ServiceTokenView = z
  .object({
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
    /** Until then the token before the last renewal is accepted too. */
    priorUntil: z.iso.datetime().nullable(),
    endedAt: z.iso.datetime().nullable(),
    /** It was made by one administrator and waits for a second one: it does not count. */
    awaitsApproval: z.boolean(),
    lastUsedAt: z.iso.datetime().nullable(),
    lastUsedAddress: z.string().nullable(),
  })
  .meta({ id: "ServiceTokenView" });
export type ServiceTokenView = z.infer<typeof ServiceTokenView>;

export type ServiceTokenState = "valid" | "expired" | "ended";

export function serviceTokenState(token: { expiresAt: Date; endedAt: Date | null }, now: Date): ServiceTokenState {
  if (token.endedAt !== null) return "ended";
  return token.expiresAt > now ? "valid" : "expired";
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Latest expiry that the policy allows for a token created or renewed at `now`. */
export const latestExpiry = ({ tokenMaxDays }: { tokenMaxDays: number }, now: Date): Date =>
  new Date(now.getTime() + tokenMaxDays * DAY_MS);

/** Until when a renewed token is still accepted: some hours more, and never beyond its own expiry. */
export const overlapEnd = (hours: number, now: Date, { expiresAt }: { expiresAt: Date }): Date =>
  new Date(Math.min(now.getTime() + hours * HOUR_MS, expiresAt.getTime()));
