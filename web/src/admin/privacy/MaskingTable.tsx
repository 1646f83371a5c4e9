// One field of a contact: by role, who sees it masked, and for which purposes the role may see it in plain text.
import type { Role } from "@minqing/core/access/account";
import type { ContactField } from "@minqing/core/privacy/contact";
import type { MaskingPolicy } from "@minqing/core/privacy/masking-policy";
import { useName } from "../../i18n/named.ts";
import { useText } from "../../i18n/use-text.ts";
import { MASKING_ROLES, mayReveal, toggleMasked, togglePlain } from "./masking-form.ts";

interface Props {
  policy: MaskingPolicy;
  field: ContactField;
  isLocked: boolean;
  onChange(policy: MaskingPolicy): void;
}

function RoleRow({ role, policy, field, isLocked, onChange }: Props & { role: Role }) {
  const t = useText();
  const name = useName();
  const { masked, plain } = policy.fields[field];
  const label = t(`role.${role}`);
  return (
    <tr>
      <th scope="row">{label}</th>
      <td>
        <input
          type="checkbox"
          aria-label={`${label}: ${t("admin.privacy.masked")}`}
          checked={masked.includes(role)}
          disabled={isLocked}
          onChange={() => onChange(toggleMasked(policy, field, role))}
        />
      </td>
      {policy.purposes.map(({ code, nameZh, nameEn }) => (
        <td key={code}>
          <input
            type="checkbox"
            aria-label={`${label}: ${name(nameZh, nameEn)}`}
            checked={plain[code]?.includes(role) ?? false}
            disabled={isLocked || !mayReveal(role)}
            onChange={() => onChange(togglePlain(policy, field, code, role))}
          />
        </td>
      ))}
    </tr>
  );
}

export function MaskingTable(props: Props) {
  const t = useText();
  const name = useName();
  return (
    <table className="matrix masking">
      <thead>
        <tr>
          <th scope="col">{t("admin.privacy.role")}</th>
          <th scope="col">{t("admin.privacy.masked")}</th>
          {props.policy.purposes.map(({ code, nameZh, nameEn }) => (
            <th key={code} scope="col">
              {name(nameZh, nameEn)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {MASKING_ROLES.map((role) => (
          <RoleRow key={role} role={role} {...props} />
        ))}
      </tbody>
    </table>
  );
}
