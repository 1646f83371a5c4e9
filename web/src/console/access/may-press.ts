// Which keys are shown to which roles: a key that can never work for the person is not shown. The server decides.
import type { Role } from "@minqing/core/access/account";
import { mayDo } from "@minqing/core/access/permissions";
import { actEntry, type CaseCommandType } from "@minqing/core/case/acts";
import { commandOfKey } from "../act/command-form.ts";
import type { KeyAct } from "../keys/key-map.ts";

const mayEver = (roles: readonly Role[], type: CaseCommandType): boolean =>
  actEntry(type).moves.some(({ by }) => roles.some((role) => by.includes(role)));

export function mayPress(act: KeyAct, roles: readonly Role[]): boolean {
  if (act === "new-case") return mayDo(roles, "case.report");
  if (act === "confirm-detection" || act === "false-alarm") return mayDo(roles, "detection.judge");
  if (act === "acknowledge" && mayDo(roles, "alarm.acknowledge")) return true;
  const type = commandOfKey(act);
  return type === null || mayEver(roles, type);
}
