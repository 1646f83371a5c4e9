// The fields of an account, each with its issue.
import { useText } from "../../i18n/use-text.ts";
import type { AccountForm, AccountIssue } from "./account-draft.ts";
import { GrantFields } from "./GrantFields.tsx";
import { Line } from "./Line.tsx";
import { ReachPicker } from "./ReachPicker.tsx";
import { RoleChoice } from "./RoleChoice.tsx";

interface Props {
  form: AccountForm;
  isNew: boolean;
  issues: readonly AccountIssue[];
  onChange(form: AccountForm): void;
}

function UsernameField({ form, issue, onChange }: Pick<Props, "form" | "onChange"> & { issue: string | null }) {
  const t = useText();
  const label = t("admin.field.username");
  return (
    <Line label={label} htmlFor="account-username" issue={issue} help={t("admin.field.username.help")}>
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

export function AccountFields({ form, isNew, issues, onChange }: Props) {
  const t = useText();
  const issueOf = (...which: AccountIssue[]) => {
    const found = issues.find((issue) => which.includes(issue));
    return found === undefined ? null : t(`admin.issue.${found}`);
  };
  return (
    <>
      {isNew && <UsernameField form={form} issue={issueOf("username")} onChange={onChange} />}
      <Line label={t("admin.field.displayName")} htmlFor="account-name" issue={issueOf("display-name")}>
        <input
          id="account-name"
          value={form.displayName}
          autoComplete="off"
          maxLength={64}
          onChange={(event) => onChange({ ...form, displayName: event.target.value })}
        />
      </Line>
      <Line label={t("admin.field.roles")} issue={issueOf("no-role", "administrator-with-other-work")}>
        <RoleChoice roles={form.roles} onChange={(roles) => onChange({ ...form, roles })} />
      </Line>
      <GrantFields
        form={form}
        of="admin"
        issues={{ regions: issueOf("no-region"), range: issueOf("range-without-department") }}
        onChange={(part) => onChange({ ...form, ...part })}
      />
      <Line label={t("admin.field.reachCodes")} htmlFor="account-reach" help={t("admin.field.reachCodes.help")}>
        <ReachPicker codes={form.reachCodes} onChange={(reachCodes) => onChange({ ...form, reachCodes })} />
      </Line>
      <Line label={t("admin.field.enabled")}>
        <label className="tick">
          <input
            type="checkbox"
            checked={form.enabled}
            onChange={(event) => onChange({ ...form, enabled: event.target.checked })}
          />
          {t("admin.field.enabled.text")}
        </label>
      </Line>
    </>
  );
}
