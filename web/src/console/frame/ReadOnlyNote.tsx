// Tells people who may read, or read and report, but not handle cases, which roles may.

import type { Role } from "@minqing/core/access/account";
import { mayDo } from "@minqing/core/access/permissions";
import { rolesOfActs } from "@minqing/core/case/acts";
import { useSession } from "../../access/SessionGate.tsx";
import { useRoleNames } from "../../access/use-role-names.ts";
import { useText } from "../../i18n/use-text.ts";

const ACTING = new Set(rolesOfActs("command"));
ACTING.delete("system");

export const mayAct = (roles: readonly Role[]): boolean => roles.some((role) => ACTING.has(role));

export function ReadOnlyNote() {
  const t = useText();
  const roleNames = useRoleNames();
  const { roles } = useSession();
  if (mayAct(roles)) return null;
  return (
    <div className="read-only" role="note">
      {t(mayDo(roles, "case.report") ? "console.reportOnly" : "console.readOnly", {
        mine: roleNames(roles),
        others: roleNames([...ACTING]),
      })}
    </div>
  );
}
