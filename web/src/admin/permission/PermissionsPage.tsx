// The table of permissions (权限表): every permission by every role, the own roles marked, with the reason of each cell.
import { ROLES, type Role } from "@minqing/core/access/account";
import { useState } from "react";
import { useSession } from "../../access/SessionGate.tsx";
import { useRoleNames } from "../../access/use-role-names.ts";
import { listPermissions, type PermissionView } from "../../api/accounts.ts";
import { ReadFailure } from "../../console/ReadFailure.tsx";
import { SkeletonRows } from "../../console/SkeletonRows.tsx";
import { Icon } from "../../design/Icon.tsx";
import { useName } from "../../i18n/named.ts";
import { useText } from "../../i18n/use-text.ts";
import { ROW_PX } from "../ListBody.tsx";
import { useReading } from "../use-reading.ts";
import { whyCell } from "./why.ts";

interface Cell {
  permission: PermissionView;
  role: Role;
}

function WhyLine({ cell }: { cell: Cell | null }) {
  const t = useText();
  const name = useName();
  const names = useRoleNames();
  if (cell === null) return <p className="why muted">{t("admin.why.choose")}</p>;
  const { permission, role } = cell;
  const why = whyCell(permission, role, ROLES);
  const commands = why.because === "transitions" ? why.commands.map((command) => t(`command.${command}.label`)) : [];
  return (
    <p className="why" role="status">
      <b>
        {t(`role.${role}`)} · {name(permission.nameZh, permission.nameEn)}
      </b>
      <span className="tag">{t(permission.roles.includes(role) ? "admin.may" : "admin.mayNot")}</span>
      <span>
        {t(`admin.why.${why.because}`, {
          commands: commands.join(t("list.comma")),
          roles: names(permission.roles),
        })}
      </span>
    </p>
  );
}

interface RowProps {
  permission: PermissionView;
  own: readonly Role[];
  cell: Cell | null;
  onChoose(cell: Cell): void;
}

function PermissionRow({ permission, own, cell, onChoose }: RowProps) {
  const t = useText();
  const name = useName();
  const label = name(permission.nameZh, permission.nameEn);
  return (
    <tr>
      <th scope="row">
        {label} <span className="muted mono">{permission.key}</span>
      </th>
      {ROLES.map((role) => {
        const may = permission.roles.includes(role);
        const isChosen = cell?.role === role && cell.permission.key === permission.key;
        return (
          <td key={role} className={own.includes(role) ? "is-own" : ""}>
            <button
              type="button"
              aria-pressed={isChosen}
              aria-label={`${t(`role.${role}`)}: ${label}: ${t(may ? "admin.may" : "admin.mayNot")}`}
              data-may={may}
              onClick={() => onChoose({ permission, role })}
              onFocus={() => onChoose({ permission, role })}
            >
              {may ? <Icon name="check" size={16} /> : <span aria-hidden="true">·</span>}
            </button>
          </td>
        );
      })}
    </tr>
  );
}

function Matrix({ permissions, own }: { permissions: readonly PermissionView[]; own: readonly Role[] }) {
  const t = useText();
  const [cell, setCell] = useState<Cell | null>(null);
  return (
    <>
      <div className="scroller list">
        <table className="matrix">
          <thead>
            <tr>
              <th scope="col">{t("admin.permission")}</th>
              {ROLES.map((role) => (
                <th key={role} scope="col" className={own.includes(role) ? "is-own" : ""}>
                  {t(`role.${role}`)}
                  {own.includes(role) && <span className="visually-hidden">{t("admin.ownRole")}</span>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {permissions.map((permission) => (
              <PermissionRow key={permission.key} permission={permission} own={own} cell={cell} onChoose={setCell} />
            ))}
          </tbody>
        </table>
      </div>
      <WhyLine cell={cell} />
    </>
  );
}

export function PermissionsPage() {
  const t = useText();
  const names = useRoleNames();
  const { roles } = useSession();
  const { value, failed, again } = useReading(listPermissions);
  return (
    <section className="pane" aria-label={t("admin.section.permissions")}>
      <header className="pane-head">
        <h2>{t("admin.section.permissions")}</h2>
        <span className="muted">{t("admin.permissions.note", { roles: names(roles) })}</span>
      </header>
      {failed !== null && (
        <ReadFailure what={t("admin.section.permissions")} failed={failed} onRetry={() => void again()} />
      )}
      {value === null && failed === null && <SkeletonRows count={12} height={ROW_PX} />}
      {value !== null && <Matrix permissions={value} own={roles} />}
    </section>
  );
}
