// The text of an action of the trail: its own text, a case command, or the permission that was denied. Pure.

import { PERMISSIONS } from "@minqing/core/access/permissions";
import { CASE_ACT_NAMES, COMMAND_TYPES, OTHER_ACTS } from "@minqing/core/case/acts";
import type { TextKey } from "../../i18n/text-key.ts";

/** Actions with their own text (`admin.action.…`). */
export const NAMED_ACTIONS = [
  "session.open",
  "session.close",
  "session.end",
  "session.read",
  "password.change",
  "password.check",
  "password.reset",
  "second-factor.begin",
  "second-factor.confirm",
  "second-factor.reset",
  "account.create",
  "account.change",
  "account.unlock",
  "account.lock",
  "account.read",
  "account.import",
  "approval.request",
  "approval.approve",
  "approval.refuse",
  "approval.withdraw",
  "policy.change",
  "device-limits.change",
  "department.import",
  "department.create",
  "department.change",
  "post.import",
  "post.create",
  "post.change",
  "person.import",
  "person.create",
  "person.change",
  "person.read",
  "shift.import",
  "shift.create",
  "shift.change",
  "shift.strike",
  "shift.read",
  "region.import",
  "region.create",
  "region.change",
  "history.read",
  "service-token.create",
  "service-token.renew",
  "service-token.end",
  "identity.bind",
  "identity.release",
  "credential.rotate",
  "credential.revoke",
  "alarm.acknowledge",
  "alarm.unacknowledged",
  "detection.judge",
  "warning.issue",
  "warning.lift",
  "contact.give",
  "contact.reveal",
  "picture.open",
  "picture.glance",
  "dead-letter.read",
  "masking-policy.change",
  "public-view.change",
  "retention.change",
  "retention.purge",
  "contact.reseal",
  "second-factor.reseal",
  "pending-factor.reseal",
  "audit.read",
  "audit.verify",
  "audit.export",
  "audit.purge",
  "request.refuse",
] as const;

/** Actions that the search offers, acts on cases included. */
export const SEARCHED_ACTIONS: readonly string[] = [...NAMED_ACTIONS, ...CASE_ACT_NAMES.map((name) => `case.${name}`)];

/** An act on a case: a command is called as on its button, another act as the trail calls it. */
function caseActName(action: string): ActionName | null {
  const command = COMMAND_TYPES.find((each) => action === `case.${each}`);
  if (command !== undefined) return { by: "command", key: `command.${command}.label` };
  const other = OTHER_ACTS.find((each) => action === `case.${each}`);
  return other === undefined ? null : { by: "message", key: `command.${other}.audited` };
}

export type ActionName =
  | { by: "message"; key: TextKey }
  | { by: "command"; key: TextKey }
  | { by: "permission"; nameZh: string; nameEn: string }
  | { by: "code" };

export function actionName(action: string): ActionName {
  const named = NAMED_ACTIONS.find((each) => each === action);
  if (named !== undefined) return { by: "message", key: `admin.action.${named}` };
  const ofCase = caseActName(action);
  if (ofCase !== null) return ofCase;
  const permission = Object.entries(PERMISSIONS).find(([key]) => key === action)?.[1];
  return permission === undefined
    ? { by: "code" }
    : { by: "permission", nameZh: permission.nameZh, nameEn: permission.nameEn };
}
