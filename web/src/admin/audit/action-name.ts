// The text of an action of the trail: its own text, a case command, or the permission that was denied. Pure.

import { PERMISSIONS } from "@minqing/core/access/permissions";
import { CaseCommand } from "@minqing/core/case/commands";
import type { TextKey } from "../../i18n/text-key.ts";

/** Actions with their own text (`admin.action.…`). */
export const NAMED_ACTIONS = [
  "session.open",
  "session.close",
  "session.end",
  "session.read",
  "password.change",
  "password.reset",
  "second-factor.begin",
  "second-factor.confirm",
  "second-factor.reset",
  "account.create",
  "account.change",
  "account.unlock",
  "account.read",
  "account.import",
  "policy.change",
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
  "case.report",
  "case.classify",
  "alarm.acknowledge",
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

/** The texts of a report and of a classification stand among those of the case commands. */
function keyOf(action: (typeof NAMED_ACTIONS)[number]): TextKey {
  if (action === "case.report") return "command.report.audited";
  return action === "case.classify" ? "command.classify.audited" : `admin.action.${action}`;
}

const COMMANDS = CaseCommand.options.map((option) => option.shape.type.value);

/** Actions that the search offers, commands included. */
export const SEARCHED_ACTIONS: readonly string[] = [...NAMED_ACTIONS, ...COMMANDS.map((command) => `case.${command}`)];

export type ActionName =
  | { by: "message"; key: TextKey }
  | { by: "command"; key: TextKey }
  | { by: "permission"; nameZh: string; nameEn: string }
  | { by: "code" };

export function actionName(action: string): ActionName {
  const named = NAMED_ACTIONS.find((each) => each === action);
  if (named !== undefined) return { by: "message", key: keyOf(named) };
  const command = COMMANDS.find((each) => action === `case.${each}`);
  if (command !== undefined) return { by: "command", key: `command.${command}.label` };
  const permission = Object.entries(PERMISSIONS).find(([key]) => key === action)?.[1];
  return permission === undefined
    ? { by: "code" }
    : { by: "permission", nameZh: permission.nameZh, nameEn: permission.nameEn };
}
