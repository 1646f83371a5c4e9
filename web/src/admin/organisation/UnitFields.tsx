// The fields of a unit's form by type, each with its issue.
import { ROLES } from "@minqing/core/access/account";
import { isValidOn } from "@minqing/core/organisation/validity";
import { useCallback } from "react";
import { listPeople } from "../../api/organisation.ts";
import { useText } from "../../i18n/use-text.ts";
import { ComboBox } from "../../ui/ComboBox.tsx";
import type { Choice } from "../../ui/choice.ts";
import { Select } from "../../ui/Select.tsx";
import { Line } from "../account/Line.tsx";
import { useReading } from "../use-reading.ts";
import { RegionInput } from "./RegionInput.tsx";
import type { FieldIssue, UnitForm } from "./unit-form.ts";
import type { Field, FieldType } from "./unit-kinds.ts";
import type { UnitNames, UnitReference } from "./use-unit-names.ts";

export interface FormProps {
  form: UnitForm;
  issues: ReadonlyMap<string, FieldIssue>;
  isNew: boolean;
  reference: UnitReference | null;
  names: UnitNames;
  today: string;
  /** The known telephone number, masked; "" for none. */
  knownPhone: string;
  onChange(part: UnitForm): void;
}

type InputProps = FormProps & { field: Field; id: string; value: string };

/** The units in force, and the one that is already chosen. */
function useChoices({ field, form, reference, names, today, value }: InputProps): Choice[] {
  const t = useText();
  const departmentId = form["departmentId"] ?? "";
  const wantsPeople = field.type === "person" && departmentId !== "";
  const read = useCallback(
    async () => (wantsPeople ? (await listPeople({ department: departmentId, limit: 1000 })).items : []),
    [wantsPeople, departmentId],
  );
  const { value: people } = useReading(read);
  switch (field.type) {
    case "role":
      return ROLES.map((role) => ({ id: role, label: t(`role.${role}`) }));
    case "department":
      return (reference?.departments ?? [])
        .filter((unit) => unit.id === value || isValidOn(unit, today))
        .map(({ id }) => ({ id, label: names.department(id) }));
    case "post":
      return (reference?.posts ?? [])
        .filter((post) => post.departmentId === null || post.departmentId === departmentId)
        .filter((post) => post.id === value || isValidOn(post, today))
        .map(({ id }) => ({ id, label: names.post(id) }));
    default:
      return (people ?? []).map(({ id, name, postName }) => ({
        id,
        label: postName === null ? name : `${name} · ${postName}`,
      }));
  }
}

const SELECTED: ReadonlySet<FieldType> = new Set(["role", "department", "post", "person"]);
const BROWSER_TYPES: Partial<Record<FieldType, string>> = { day: "date", moment: "datetime-local", phone: "tel" };

function Input(props: InputProps) {
  const t = useText();
  const { field, id, value, reference, names, knownPhone, onChange } = props;
  const choices = useChoices(props);
  const onPick = (text: string) => onChange({ [field.key]: text });
  if (SELECTED.has(field.type)) {
    const none = { id: "", label: t(field.isNeeded ? "admin.unit.choose" : "admin.none") };
    return (
      <Select
        id={id}
        label={t(`admin.unit.${field.key}`)}
        value={value}
        choices={[none, ...choices]}
        onChange={onPick}
      />
    );
  }
  if (field.type === "departmentKind") {
    // A city may use kinds that have no name yet.
    const kinds = (reference?.kinds ?? []).map(({ code }) => ({ id: code, label: names.departmentKind(code) }));
    const label = t(`admin.unit.${field.key}`);
    return <ComboBox id={id} label={label} value={value} maxLength={32} choices={kinds} onChange={onPick} />;
  }
  if (field.type === "region") return <RegionInput id={id} value={value} onPick={onPick} />;
  return (
    <input
      id={id}
      type={BROWSER_TYPES[field.type] ?? "text"}
      value={value}
      autoComplete="off"
      spellCheck={false}
      maxLength={field.type === "codes" ? 1000 : 64}
      inputMode={field.type === "count" ? "numeric" : undefined}
      placeholder={field.type === "phone" ? knownPhone : ""}
      onChange={(event) => onPick(event.target.value)}
    />
  );
}

const HAVE_HELP = ["phone", "validTo", "username", "reachCodes", "managementParentCode"] as const;

/** The text below a field: the name of its code, or an explanation. */
function useHelp({ names }: FormProps) {
  const t = useText();
  return ({ key, type }: Field, value: string): { help?: string } => {
    if (type === "departmentKind" && names.departmentKind(value) !== value) {
      return { help: names.departmentKind(value) };
    }
    if (type === "region" && value !== "" && names.region(value) !== value) return { help: names.region(value) };
    const helped = HAVE_HELP.find((each) => each === key);
    return helped === undefined ? {} : { help: t(`admin.unit.${helped}.help`) };
  };
}

export function UnitFields(props: FormProps & { fields: readonly Field[] }) {
  const t = useText();
  const helpOf = useHelp(props);
  const { fields, form, issues, isNew } = props;
  return fields
    .filter(({ isFixed }) => isNew || isFixed !== true)
    .map((field) => {
      const id = `unit-${field.key}`;
      const value = form[field.key] ?? "";
      const issue = issues.get(field.key);
      return (
        <Line
          key={field.key}
          label={t(`admin.unit.${field.key}`)}
          htmlFor={id}
          issue={issue === undefined ? null : t(`admin.unit.issue.${issue}`)}
          {...helpOf(field, value)}
        >
          <Input {...props} field={field} id={id} value={value} />
        </Line>
      );
    });
}
