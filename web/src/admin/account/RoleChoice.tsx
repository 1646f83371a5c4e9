// Roles as a check list, grouped by kind of work. An administrator has no second role; the list shows that rule.
import type { Role } from "@minqing/core/access/account";
import { roleIssue } from "@minqing/core/access/separation";
import { useText } from "../../i18n/use-text.ts";
import { toggleRole } from "./account-draft.ts";

export const ROLE_GROUPS = {
  desk: ["acceptor", "supervisor", "dispatcher", "hotline_agent"],
  field: ["handler", "department_leader", "grid_worker", "river_chief", "river_office"],
  above: ["leader", "partner"],
  administrators: ["system_administrator", "security_administrator", "audit_administrator"],
} as const satisfies Record<string, readonly Role[]>;

type Group = keyof typeof ROLE_GROUPS;

export function RoleChoice({ roles, onChange }: { roles: readonly Role[]; onChange(roles: Role[]): void }) {
  const t = useText();
  const isMixed = roleIssue(roles) === "administrator-with-other-work";
  return (
    <div className="roles">
      {(Object.keys(ROLE_GROUPS) as Group[]).map((group) => (
        <fieldset key={group} className={isMixed && group === "administrators" ? "is-wrong" : ""}>
          <legend>{t(`admin.roles.${group}`)}</legend>
          {ROLE_GROUPS[group].map((role) => (
            <label key={role} className="tick">
              <input
                type="checkbox"
                name="role"
                value={role}
                checked={roles.includes(role)}
                onChange={() => onChange(toggleRole(roles, role))}
              />
              {t(`role.${role}`)}
            </label>
          ))}
        </fieldset>
      ))}
      {!isMixed && <p className="muted">{t("admin.roles.separation")}</p>}
    </div>
  );
}
