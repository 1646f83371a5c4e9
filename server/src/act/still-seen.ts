// Whether an actor still sees the object of an answer that is to be sent again. Objects of other kinds (units, accounts,
// settings) have no scope: the permission of the route, checked for every request, decides.
import type { Scope } from "@minqing/core/access/scope";
import { alarmIsSeen } from "@minqing/geodata/alarm/queries";
import { caseView } from "@minqing/geodata/case/view-queries";
import type { Executor } from "@minqing/geodata/database";
import { detectionIsSeen } from "@minqing/geodata/detection/queries";
import { warningIsSeen } from "@minqing/geodata/warning/queries";

type Seen = (executor: Executor, scope: Scope, id: string) => Promise<boolean>;

const SCOPED: Readonly<Record<string, Seen>> = {
  case: async (executor, scope, id) => (await caseView(executor, scope, id)) !== null,
  alarm: alarmIsSeen,
  detection: detectionIsSeen,
  warning: warningIsSeen,
};

export const isStillSeen = async (
  executor: Executor,
  scope: Scope,
  { kind, id }: { kind: string; id: string },
): Promise<boolean> => (await SCOPED[kind]?.(executor, scope, id)) ?? true;
