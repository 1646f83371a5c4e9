// Changes a setting of the city in one transaction: lock, compare the edition, write a new edition from now on and its audit
// row.
import type { Actor } from "@minqing/core/access/account";
import { type AuditAct, doneBy } from "@minqing/core/audit/event";
import type { Edition, InEdition } from "@minqing/core/city/edition";
import { writeAudit } from "@minqing/geodata/audit/queries";
import type { Database, Executor } from "@minqing/geodata/database";
import { lockSetting, replaceSetting, settingInForce } from "@minqing/geodata/setting/queries";
import type { z } from "zod";
import { ProblemError } from "../problem/problem-error.ts";

export interface CitySetting<T> {
  key: string;
  schema: z.ZodType<T>;
  /** The default where the city has no edition of its own. */
  usual: T;
}

/** The value in force, with the edition that a change must name. */
export async function inForce<T>(
  executor: Executor,
  { key, schema, usual }: CitySetting<T>,
  at: Date,
): Promise<{ value: T; edition: Edition }> {
  return (await settingInForce(executor, key, schema, at)) ?? { value: usual, edition: null };
}

export interface SettingChange<T> {
  value: T;
  /** The edition on which the change is based. */
  edition: Edition;
  now(): Date;
  /** The audit row, from the value before. */
  act(before: T): AuditAct;
}

/** Returns the new edition and its beginning. */
export async function changeSetting<T>(
  tx: Executor,
  actor: Actor,
  setting: CitySetting<T>,
  { value, edition, now, act }: SettingChange<T>,
): Promise<{ edition: Edition; at: Date }> {
  await lockSetting(tx, setting.key);
  // Read only now: while this call waited for the lock, another edition may have begun.
  const at = now();
  const before = await inForce(tx, setting, at);
  if (before.edition !== edition) {
    throw new ProblemError("version-conflict", `expected edition ${before.edition}, got ${edition}`);
  }
  const made = await replaceSetting(tx, setting.key, value, at);
  await writeAudit(tx, doneBy(actor, at, act(before.value)));
  return { edition: made, at };
}

/** A setting with several fields, read with its edition beside them. */
export async function ruleInForce<T extends object>(
  executor: Executor,
  rule: CitySetting<T>,
  at: Date,
): Promise<InEdition<T>> {
  const { value, edition } = await inForce(executor, rule, at);
  return { ...value, edition };
}

/** Changes such a setting in its own transaction. `action` is the action of the audit row. */
export async function changeRule<T extends object>(
  { db, now }: { db: Database; now(): Date },
  actor: Actor,
  rule: CitySetting<T>,
  { value, edition, action }: { value: T; edition: Edition; action: string },
): Promise<InEdition<T>> {
  const after: object = value;
  const act = (before: object): AuditAct => ({ action, detail: { before: { ...before }, after: { ...after } } });
  return db.transaction(async (tx) => {
    const made = await changeSetting(tx, actor, rule, { value, edition, now, act });
    return { ...value, edition: made.edition };
  });
}
