// One line of the audit trail (审计记录): who did what to which object, when, from where, with what result.
// [GB/T 22239-2019 8.1.4.3]
import { z } from "zod";
import type { Actor } from "../access/account.ts";

export const AuditResult = z.enum(["done", "refused", "failed"]);
export type AuditResult = z.infer<typeof AuditResult>;

export const AuditEvent = z.object({
  at: z.date(),
  /** The account, or the text typed as an account name; "system" for rules and deadlines; null if there is none. */
  actor: z.string().max(64).nullable(),
  roles: z.array(z.string()),
  /** Network address; null for the system itself. */
  address: z.string().nullable(),
  /** `session.open`, `case.dispatch`, `account.change`: noun and verb. */
  action: z.string().regex(/^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/),
  objectKind: z.string().nullable(),
  objectId: z.string().nullable(),
  result: AuditResult,
  /** Code of the HTTP problem that rejected it. */
  reason: z.string().nullable(),
  /** How often it happened within its minute: rejections of one source are counted in one row. */
  count: z.number().int().positive(),
  /** What changed; never a password, a token or a key. */
  detail: z.record(z.string(), z.json()).nullable(),
});
export type AuditEvent = z.infer<typeof AuditEvent>;

/** An action and the object of the action. */
export type AuditAct = Pick<AuditEvent, "action"> & {
  object?: { kind: string; id: string };
  detail?: AuditEvent["detail"];
};

/** The event of an action that `actor` has completed. */
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
