// The sign-in policy (登录策略): each value with its explanation. A change is shown for confirmation and applies at once.
import type { Role } from "@minqing/core/access/account";
import { ROLES } from "@minqing/core/access/account";
import type { SignInPolicy, SignInPolicyInForce } from "@minqing/core/access/policy";
import type { FormEvent } from "react";
import { useRoleNames } from "../../access/use-role-names.ts";
import { changePolicy } from "../../api/accounts.ts";
import { readPolicy } from "../../api/session.ts";
import { ReadFailure } from "../../console/ReadFailure.tsx";
import { SkeletonRows } from "../../console/SkeletonRows.tsx";
import { useText } from "../../i18n/use-text.ts";
import { toggleRole } from "../account/account-draft.ts";
import { Line } from "../account/Line.tsx";
import { FormFoot } from "../FormFoot.tsx";
import { useEdited } from "../use-edited.ts";
import { useReading } from "../use-reading.ts";
import {
  changedPolicy,
  type NumberField,
  POLICY_GROUPS,
  type PolicyForm,
  type PolicyGroup,
  type PolicyKey,
  policyIssues,
} from "./policy-form.ts";

interface FieldProps {
  field: NumberField;
  form: PolicyForm;
  isWrong: boolean;
  onChange(form: PolicyForm): void;
}

function Field({ field: { key, min, max, whenOn }, form, isWrong, onChange }: FieldProps) {
  const t = useText();
  const value = form[key];
  const issue = isWrong ? t("admin.policy.between", { min, max }) : null;
  return (
    <Line label={t(`admin.policy.${key}`)} htmlFor={`policy-${key}`} issue={issue} help={t(`admin.policy.${key}.help`)}>
      <span className="amount">
        <input
          id={`policy-${key}`}
          type="number"
          min={min}
          max={max}
          disabled={value === null}
          value={value === null || Number.isNaN(value) ? "" : value}
          onChange={(event) => onChange({ ...form, [key]: event.target.valueAsNumber })}
        />
        <span>{t(`admin.policy.${key}.unit`)}</span>
        {whenOn !== null && (
          <label className="tick">
            <input
              type="checkbox"
              checked={value === null}
              onChange={(event) => onChange({ ...form, [key]: event.target.checked ? null : whenOn })}
            />
            {t("admin.policy.none")}
          </label>
        )}
      </span>
    </Line>
  );
}

function SecondFactorRoles({ roles, onChange }: { roles: readonly Role[]; onChange(roles: Role[]): void }) {
  const t = useText();
  return (
    <Line label={t("admin.policy.secondFactorRoles")} help={t("admin.policy.secondFactorRoles.help")}>
      <div className="ticks">
        {ROLES.map((role) => (
          <label key={role} className="tick">
            <input type="checkbox" checked={roles.includes(role)} onChange={() => onChange(toggleRole(roles, role))} />
            {t(`role.${role}`)}
          </label>
        ))}
      </div>
    </Line>
  );
}

function BindByName({ isOn, onChange }: { isOn: boolean; onChange(isOn: boolean): void }) {
  const t = useText();
  return (
    <Line label={t("admin.policy.bindByName")} help={t("admin.policy.bindByName.help")}>
      <label className="tick">
        <input type="checkbox" checked={isOn} onChange={(event) => onChange(event.target.checked)} />
        {t("admin.policy.bindByName.text")}
      </label>
    </Line>
  );
}

function usePolicyText() {
  const t = useText();
  const names = useRoleNames();
  return (policy: SignInPolicy, key: PolicyKey): string => {
    if (key === "bindByName") return t(policy[key] ? "token.yes" : "token.no");
    if (key === "secondFactorRoles") return policy[key].length === 0 ? t("admin.noRole") : names(policy[key]);
    return policy[key] === null ? t("admin.policy.none") : `${policy[key]} ${t(`admin.policy.${key}.unit`)}`;
  };
}

interface GroupsProps {
  form: PolicyForm;
  issues: readonly PolicyKey[];
  onChange(form: PolicyForm): void;
}

function Groups({ form, issues, onChange }: GroupsProps) {
  const t = useText();
  return (
    <div className="policy-groups">
      {(Object.keys(POLICY_GROUPS) as PolicyGroup[]).map((group) => (
        <fieldset key={group}>
          <legend>{t(`admin.policy.group.${group}`)}</legend>
          {POLICY_GROUPS[group].map((field) => (
            <Field key={field.key} field={field} form={form} isWrong={issues.includes(field.key)} onChange={onChange} />
          ))}
        </fieldset>
      ))}
      <fieldset>
        <legend>{t("admin.policy.group.factor")}</legend>
        <SecondFactorRoles
          roles={form.secondFactorRoles}
          onChange={(secondFactorRoles) => onChange({ ...form, secondFactorRoles })}
        />
      </fieldset>
      <fieldset>
        <legend>{t("token.policy.group")}</legend>
        <BindByName isOn={form.bindByName} onChange={(bindByName) => onChange({ ...form, bindByName })} />
      </fieldset>
    </div>
  );
}

function PolicyEditor({ policy }: { policy: SignInPolicyInForce }) {
  const t = useText();
  const valueText = usePolicyText();
  const { before, form, setForm, changes, save } = useEdited(policy, {
    changesOf: changedPolicy,
    read: readPolicy,
    send: changePolicy,
  });
  const issues = policyIssues(form);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const effects = changes.map(
      (key) => `${t(`admin.policy.${key}`)}: ${valueText(before, key)} → ${valueText(form, key)}`,
    );
    void save(t("admin.policy.ask"), [...effects, t("admin.policy.effect")]);
  };
  return (
    <form className="policy-form" onSubmit={submit} noValidate>
      <Groups form={form} issues={issues} onChange={setForm} />
      <FormFoot changed={changes.length} isGood={issues.length === 0} onUndo={() => setForm(before)} />
    </form>
  );
}

export function PolicyPage() {
  const t = useText();
  const { value, failed, again } = useReading(readPolicy);
  return (
    <section className="pane" aria-label={t("admin.section.policy")}>
      <header className="pane-head">
        <h2>{t("admin.section.policy")}</h2>
        <span className="muted">{t("admin.policy.note")}</span>
      </header>
      {failed !== null && <ReadFailure what={t("admin.section.policy")} failed={failed} onRetry={() => void again()} />}
      {value === null && failed === null && <SkeletonRows count={10} height={52} />}
      {value !== null && <PolicyEditor policy={value} />}
    </section>
  );
}
