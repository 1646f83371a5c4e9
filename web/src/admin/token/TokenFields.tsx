// The fields of a new service token, each with its issue.
import { useText } from "../../i18n/use-text.ts";
import { toggleRole } from "../account/account-draft.ts";
import { GrantFields } from "../account/GrantFields.tsx";
import { Line } from "../account/Line.tsx";
import { ROLE_GROUPS } from "../account/RoleChoice.tsx";
import type { TokenForm, TokenIssue } from "./token-form.ts";

interface Props {
  form: TokenForm;
  issues: readonly TokenIssue[];
  /** The last day that the policy allows. */
  furthest: string;
  onChange(form: TokenForm): void;
}

/** Systems do the work of people, but never that of the three administrators. */
const GROUPS = ["above", "desk", "field"] as const;

function Roles({ form, onChange }: Pick<Props, "form" | "onChange">) {
  const t = useText();
  return (
    <div className="roles">
      {GROUPS.map((group) => (
        <fieldset key={group}>
          <legend>{t(`admin.roles.${group}`)}</legend>
          {ROLE_GROUPS[group].map((role) => (
            <label key={role} className="tick">
              <input
                type="checkbox"
                name="role"
                value={role}
                checked={form.roles.includes(role)}
                onChange={() => onChange({ ...form, roles: toggleRole(form.roles, role) })}
              />
              {t(`role.${role}`)}
            </label>
          ))}
        </fieldset>
      ))}
    </div>
  );
}

function Names({ form, issueOf, onChange }: Pick<Props, "form" | "onChange"> & { issueOf: IssueOf }) {
  const t = useText();
  return (
    <>
      <Line
        label={t("token.column.name")}
        htmlFor="token-name"
        issue={issueOf("name")}
        help={t("token.field.name.help")}
      >
        <input
          id="token-name"
          value={form.name}
          autoComplete="off"
          spellCheck={false}
          maxLength={48}
          onChange={(event) => onChange({ ...form, name: event.target.value.trim().toLowerCase() })}
        />
      </Line>
      <Line
        label={t("token.column.purpose")}
        htmlFor="token-purpose"
        issue={issueOf("purpose")}
        help={t("token.field.purpose.help")}
      >
        <input
          id="token-purpose"
          value={form.purpose}
          autoComplete="off"
          maxLength={64}
          onChange={(event) => onChange({ ...form, purpose: event.target.value })}
        />
      </Line>
    </>
  );
}

type IssueOf = (issue: TokenIssue) => string | null;

export function TokenFields({ form, issues, furthest, onChange }: Props) {
  const t = useText();
  const issueOf: IssueOf = (issue) => (issues.includes(issue) ? t(`token.issue.${issue}`, { day: furthest }) : null);
  return (
    <>
      <Names form={form} issueOf={issueOf} onChange={onChange} />
      <Line label={t("admin.field.roles")} issue={issueOf("roles")} help={t("token.field.roles.help")}>
        <Roles form={form} onChange={onChange} />
      </Line>
      <GrantFields
        form={form}
        of="token"
        issues={{ regions: issueOf("regionCodes"), range: issueOf("departmentId") }}
        onChange={(part) => onChange({ ...form, ...part })}
      />
      <Line
        label={t("token.field.addresses")}
        htmlFor="token-addresses"
        issue={issueOf("addresses")}
        help={t("token.field.addresses.help")}
      >
        <textarea
          id="token-addresses"
          className="mono"
          rows={3}
          value={form.addresses}
          spellCheck={false}
          placeholder="10.1.0.0/16"
          onChange={(event) => onChange({ ...form, addresses: event.target.value })}
        />
      </Line>
      <LastDay
        lastDay={form.lastDay}
        {...{ furthest }}
        issue={issueOf("expiresAt")}
        onChange={(lastDay) => onChange({ ...form, lastDay })}
      />
    </>
  );
}

interface LastDayProps {
  lastDay: string;
  furthest: string;
  issue: string | null;
  onChange(lastDay: string): void;
}

export function LastDay({ lastDay, furthest, issue, onChange }: LastDayProps) {
  const t = useText();
  return (
    <Line
      label={t("token.column.expires")}
      htmlFor="token-last-day"
      issue={issue}
      help={t("token.field.expires.help", { day: furthest })}
    >
      <input
        id="token-last-day"
        type="date"
        value={lastDay}
        max={furthest}
        onChange={(event) => onChange(event.target.value)}
      />
    </Line>
  );
}
