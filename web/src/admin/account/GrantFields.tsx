// The data permissions (数据权限) of an account or a service token: regions, department, case range, clearance.
import { CaseRange, type Secrecy } from "@minqing/core/access/scope";
import { useLoaded } from "../../console/use-reference.ts";
import { useName } from "../../i18n/named.ts";
import { useText } from "../../i18n/use-text.ts";
import { Select } from "../../ui/Select.tsx";
import type { GrantForm } from "./grant.ts";
import { Line } from "./Line.tsx";
import { RegionPicker } from "./RegionPicker.tsx";

const GRADES = [0, 1, 2] as const satisfies Secrecy[];

interface Props {
  form: GrantForm;
  /** An account or a service token: the texts differ. */
  of: "admin" | "token";
  /** Messages of the issues of the regions and of the case range. */
  issues: { regions: string | null; range: string | null };
  onChange(part: Partial<GrantForm>): void;
}

function DepartmentField({ form, of, onChange }: Pick<Props, "form" | "of" | "onChange">) {
  const t = useText();
  const name = useName();
  const { items } = useLoaded("departments");
  return (
    <Line label={t("admin.field.departmentId")} htmlFor="grant-department" help={t(`${of}.field.departmentId.help`)}>
      <Select
        id="grant-department"
        label={t("admin.field.departmentId")}
        value={form.departmentId ?? ""}
        choices={[
          { id: "", label: t("admin.noDepartment") },
          ...(items ?? []).map((unit) => ({ id: unit.id, label: name(unit.name, unit.nameEn) })),
        ]}
        onChange={(id) => onChange({ departmentId: id === "" ? null : id })}
      />
    </Line>
  );
}

interface ChoiceProps<Value extends string | number> {
  label: string;
  name: string;
  value: Value;
  options: readonly (readonly [Value, string])[];
  onChange(value: Value): void;
}

function Choice<Value extends string | number>({ label, name, value, options, onChange }: ChoiceProps<Value>) {
  return (
    <div className="choices" role="radiogroup" aria-label={label}>
      {options.map(([each, text]) => (
        <label key={each} className="tick">
          <input type="radio" name={name} value={each} checked={each === value} onChange={() => onChange(each)} />
          {text}
        </label>
      ))}
    </div>
  );
}

export function GrantFields({ form, of, issues, onChange }: Props) {
  const t = useText();
  const ranges = CaseRange.options.map((range) => [range, t(`${of}.caseRange.${range}`)] as const);
  const grades = GRADES.map((grade) => [grade, t(`clearance.${grade}`)] as const);
  const [rangeLabel, gradeLabel] = [t("admin.field.caseRange"), t("admin.field.clearance")];
  return (
    <>
      <Line label={t("admin.field.regionCodes")} issue={issues.regions} help={t("admin.field.regionCodes.help")}>
        <RegionPicker grant={form} onChange={onChange} />
      </Line>
      <DepartmentField {...{ form, of, onChange }} />
      <Line label={rangeLabel} issue={issues.range} help={t(`${of}.caseRange.${form.caseRange}.help`)}>
        <Choice
          {...{ label: rangeLabel, name: "case-range", value: form.caseRange, options: ranges }}
          onChange={(caseRange) => onChange({ caseRange })}
        />
      </Line>
      <Line label={gradeLabel} help={t(`${of}.field.clearance.help`)}>
        <Choice
          {...{ label: gradeLabel, name: "clearance", value: form.clearance, options: grades }}
          onChange={(clearance) => onChange({ clearance })}
        />
      </Line>
    </>
  );
}
