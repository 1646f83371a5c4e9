// The words for an action of the trail: its own, a case's command, or the permission that was refused. Pure.
import { PERMISSIONS } from "@minqing/core/access/permissions";
import { CaseCommand } from "@minqing/core/case/commands";

/** Actions with words of their own (`admin.action.…`). */
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

const NAMED: ReadonlySet<string> = new Set(NAMED_ACTIONS);

const COMMANDS = CaseCommand.options.map((option) => option.shape.type.value);

/** What can be searched for, commands included. */
export const SEARCHED_ACTIONS: readonly string[] = [...NAMED_ACTIONS, ...COMMANDS.map((command) => `case.${command}`)];

export type ActionName =
  | { by: "message"; key: string }
  | { by: "command"; key: string }
  | { by: "permission"; nameZh: string; nameEn: string }
  | { by: "code" };

export function actionName(action: string): ActionName {
  if (NAMED.has(action)) return { by: "message", key: `admin.action.${action}` };
  const command = COMMANDS.find((each) => action === `case.${each}`);
  if (command !== undefined) return { by: "command", key: `admin.command.${command}` };
  const permission = Object.entries(PERMISSIONS).find(([key]) => key === action)?.[1];
  return permission === undefined
    ? { by: "code" }
    : { by: "permission", nameZh: permission.nameZh, nameEn: permission.nameEn };
}
