// One line of the audit trail (审计记录): who did what to which object, when, from where, with what result.
// [GB/T 22239-2019 8.1.4.3]
import { z } from "zod";
import type { Actor } from "../access/account.ts";

export const AuditResult = z.enum(["done", "refused", "failed"]);
export type AuditResult = z.infer<typeof AuditResult>;

export const AuditEvent = z.object({
  at: z.date(),
  /** The account, or what was typed where an account belongs; "system" for rules and deadlines; null for nobody. */
  actor: z.string().max(64).nullable(),
  roles: z.array(z.string()),
  /** Network address; null for the system itself. */
  address: z.string().nullable(),
  /** `session.open`, `case.dispatch`, `account.change`: noun and verb. */
  action: z.string().regex(/^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/),
  objectKind: z.string().nullable(),
  objectId: z.string().nullable(),
  result: AuditResult,
  /** Code of the problem that refused it. */
  reason: z.string().nullable(),
  /** How often within its minute: refusals of one source are counted, not repeated. */
  count: z.number().int().positive(),
  /** What changed; never a password, a token or a key. */
  detail: z.record(z.string(), z.json()).nullable(),
});
export type AuditEvent = z.infer<typeof AuditEvent>;

/** What was done, and to what. */
export type AuditAct = Pick<AuditEvent, "action"> & {
  object?: { kind: string; id: string };
  detail?: AuditEvent["detail"];
};

/** What `actor` has done. */
export const doneBy = (actor: Pick<Actor, "username" | "roles" | "address">, at: Date, act: AuditAct): AuditEvent => ({
  at,
  actor: actor.username,
  roles: [...actor.roles],
  address: actor.address,
  action: act.action,
  objectKind: act.object?.kind ?? null,
  objectId: act.object?.id ?? null,
  result: "done",
  reason: null,
  count: 1,
  detail: act.detail ?? null,
});
