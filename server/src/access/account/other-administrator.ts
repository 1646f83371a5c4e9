// At least one account that works must keep each administrator role: otherwise nobody could undo the change.
import type { AccountDraft } from "@minqing/core/access/account";
import { isAdministrator } from "@minqing/core/access/separation";
import { othersWithRole } from "@minqing/geodata/access/account-queries";
import type { AccountRow } from "@minqing/geodata/access/queries";
import type { Executor } from "@minqing/geodata/database";
import { ProblemError } from "../../problem/problem-error.ts";

/** Others count only if they have signed in: an account that was just made for it is nobody. */
export async function requireOtherAdministrator(tx: Executor, account: AccountRow, draft: AccountDraft): Promise<void> {
  for (const role of account.roles) {
    const isLosing = isAdministrator(role) && (!draft.enabled || !draft.roles.includes(role));
    if (isLosing && (await othersWithRole(tx, role, account.username)) === 0) {
      throw new ProblemError("separation-of-duties", `${account.username} is the last ${role} who has signed in`);
    }
  }
}
