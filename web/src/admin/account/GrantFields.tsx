// What an account sees beside its regions (数据权限): which cases, how confidential, and which reaches of rivers.
import { CaseRange, type Secrecy } from "@minqing/core/access/scope";
import { useText } from "../../i18n/use-text.ts";
import type { AccountForm } from "./account-draft.ts";
import { Line } from "./Line.tsx";
import { ReachPicker } from "./ReachPicker.tsx";

const GRADES = [0, 1, 2] as const satisfies Secrecy[];

interface Props {
  form: AccountForm;
  flaw: string | null;
  onChange(form: AccountForm): void;
}

export function GrantFields({ form, flaw, onChange }: Props) {
  const t = useText();
  return (
    <>
      <Line label={t("admin.field.caseRange")} flaw={flaw} help={t(`admin.caseRange.${form.caseRange}.help`)}>
        <div className="choices" role="radiogroup" aria-label={t("admin.field.caseRange")}>
          {CaseRange.options.map((range) => (
            <label key={range} className="tick">
              <input
                type="radio"
                name="case-range"
                value={range}
                checked={form.caseRange === range}
                onChange={() => onChange({ ...form, caseRange: range })}
              />
              {t(`admin.caseRange.${range}`)}
            </label>
          ))}
        </div>
      </Line>
      <Line label={t("admin.field.clearance")} help={t("admin.field.clearance.help")}>
        <div className="choices" role="radiogroup" aria-label={t("admin.field.clearance")}>
          {GRADES.map((grade) => (
            <label key={grade} className="tick">
              <input
                type="radio"
                name="clearance"
                value={grade}
                checked={form.clearance === grade}
                onChange={() => onChange({ ...form, clearance: grade })}
              />
              {t(`secrecy.upTo.${grade}`)}
            </label>
          ))}
        </div>
      </Line>
      <Line label={t("admin.field.reachCodes")} htmlFor="account-reach" help={t("admin.field.reachCodes.help")}>
        <ReachPicker codes={form.reachCodes} onChange={(reachCodes) => onChange({ ...form, reachCodes })} />
      </Line>
    </>
  );
}
