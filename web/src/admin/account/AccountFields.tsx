// The fields of an account, each with its own word about what is wrong.
import { useLoaded } from "../../console/use-reference.ts";
import { useName } from "../../i18n/named.ts";
import { useText } from "../../i18n/use-text.ts";
import type { AccountFlaw, AccountForm } from "./account-draft.ts";
import { GrantFields } from "./GrantFields.tsx";
import { Line } from "./Line.tsx";
import { RegionPicker } from "./RegionPicker.tsx";
import { RoleChoice } from "./RoleChoice.tsx";

interface Props {
  form: AccountForm;
  isNew: boolean;
  flaws: readonly AccountFlaw[];
  onChange(form: AccountForm): void;
}

interface DepartmentFieldProps {
  id: string;
  value: string | null;
  help: string;
  onChange(id: string | null): void;
}

export function DepartmentField({ id, value, help, onChange }: DepartmentFieldProps) {
  const t = useText();
  const name = useName();
  const { items } = useLoaded("departments");
  return (
    <Line label={t("admin.field.departmentId")} htmlFor={id} help={help}>
      <select
        id={id}
        value={value ?? ""}
        onChange={({ target }) => onChange(target.value === "" ? null : target.value)}
      >
        <option value="">{t("admin.noDepartment")}</option>
        {(items ?? []).map((department) => (
          <option key={department.id} value={department.id}>
            {name(department.name, department.nameEn)}
          </option>
        ))}
      </select>
    </Line>
  );
}

function UsernameField({ form, flaw, onChange }: Pick<Props, "form" | "onChange"> & { flaw: string | null }) {
  const t = useText();
  const label = t("admin.field.username");
  return (
    <Line label={label} htmlFor="account-username" flaw={flaw} help={t("admin.field.username.help")}>
      <input
        id="account-username"
        value={form.username}
        autoComplete="off"
        spellCheck={false}
        maxLength={64}
        onChange={(event) => onChange({ ...form, username: event.target.value.trim().toLowerCase() })}
      />
    </Line>
  );
}

export function AccountFields({ form, isNew, flaws, onChange }: Props) {
  const t = useText();
  const flawOf = (...which: AccountFlaw[]) => {
    const found = flaws.find((flaw) => which.includes(flaw));
    return found === undefined ? null : t(`admin.flaw.${found}`);
  };
  return (
    <>
      {isNew && <UsernameField form={form} flaw={flawOf("username")} onChange={onChange} />}
      <Line label={t("admin.field.displayName")} htmlFor="account-name" flaw={flawOf("display-name")}>
        <input
          id="account-name"
          value={form.displayName}
          autoComplete="off"
          maxLength={64}
          onChange={(event) => onChange({ ...form, displayName: event.target.value })}
        />
      </Line>
      <Line label={t("admin.field.roles")} flaw={flawOf("no-role", "administrator-with-other-work")}>
        <RoleChoice roles={form.roles} onChange={(roles) => onChange({ ...form, roles })} />
      </Line>
      <Line label={t("admin.field.regionCodes")} flaw={flawOf("no-region")} help={t("admin.field.regionCodes.help")}>
        <RegionPicker grant={form} onChange={(grant) => onChange({ ...form, ...grant })} />
      </Line>
      <DepartmentField
        id="account-department"
        value={form.departmentId}
        help={t("admin.field.departmentId.help")}
        onChange={(departmentId) => onChange({ ...form, departmentId })}
      />
      <GrantFields form={form} flaw={flawOf("range-without-department")} onChange={onChange} />
      <Line label={t("admin.field.enabled")}>
        <label className="tick">
          <input
            type="checkbox"
            checked={form.enabled}
            onChange={(event) => onChange({ ...form, enabled: event.target.checked })}
          />
          {t("admin.field.enabled.word")}
        </label>
      </Line>
    </>
  );
}
