// Changes a value that a city decides: lock, compare the edition, a new edition from now on and its row of the audit trail,
// in one transaction.
import type { Actor } from "@minqing/core/access/account";
import { type AuditAct, doneBy } from "@minqing/core/audit/event";
import type { Edition } from "@minqing/core/city/edition";
import { writeAudit } from "@minqing/geodata/audit/queries";
import type { Executor } from "@minqing/geodata/database";
import { lockSetting, replaceSetting, settingInForce } from "@minqing/geodata/setting/queries";
import type { z } from "zod";
import { ProblemError } from "../problem/problem-error.ts";

export interface CitySetting<T> {
  key: string;
  schema: z.ZodType<T>;
  /** Where a city has decided nothing. */
  usual: T;
}

/** With the edition that a change must name. */
export async function inForce<T>(
  executor: Executor,
  { key, schema, usual }: CitySetting<T>,
  at: Date,
): Promise<{ value: T; edition: Edition }> {
  return (await settingInForce(executor, key, schema, at)) ?? { value: usual, edition: null };
}

export interface SettingChange<T> {
  value: T;
  /** The edition that whoever changes it looked at. */
  edition: Edition;
  now(): Date;
  /** The audit trail's row, from the value before. */
  act(before: T): AuditAct;
}

/** Answers the new edition and when it begins. */
export async function changeSetting<T>(
  tx: Executor,
  actor: Actor,
  setting: CitySetting<T>,
  { value, edition, now, act }: SettingChange<T>,
): Promise<{ edition: Edition; at: Date }> {
  await lockSetting(tx, setting.key);
  // Not before: whoever was waited for began their edition in the meantime.
  const at = now();
  const before = await inForce(tx, setting, at);
  if (before.edition !== edition) {
    throw new ProblemError("version-conflict", `expected edition ${before.edition}, got ${edition}`);
  }
  const made = await replaceSetting(tx, setting.key, value, at);
  await writeAudit(tx, doneBy(actor, at, act(before.value)));
  return { edition: made, at };
}
