// A new case (接报), in place of the forces pane. A click on the map sets its position.
import type { Priority } from "@minqing/core/alarm/priority";
import { sourcesFor } from "@minqing/core/report/sources";
import type { FormEvent, KeyboardEvent, ReactNode } from "react";
import { useSession } from "../../access/SessionGate.tsx";
import { PriorityShape } from "../../design/PriorityShape.tsx";
import { useText } from "../../i18n/use-text.ts";
import { Select } from "../../ui/Select.tsx";
import { useDesk } from "../desk-store.ts";
import { Caps } from "../Keys.tsx";
import { useLoaded } from "../use-reference.ts";
import { CategoryPicker } from "./CategoryPicker.tsx";
import { ContactFields } from "./ContactFields.tsx";
import { DuplicateList } from "./DuplicateList.tsx";
import { fileReport } from "./file-report.ts";
import { changeNewCase, useNewCase } from "./new-case-store.ts";
import { PositionField } from "./PositionField.tsx";
import { reportGaps } from "./report-gaps.ts";

const PRIORITIES: readonly Priority[] = [1, 2, 3, 4];

function PriorityField() {
  const t = useText();
  const { items } = useLoaded("categories");
  const { category, priority } = useNewCase();
  const usual = items?.find(({ code }) => code === category)?.defaultPriority ?? null;
  const shown = priority ?? usual;
  return (
    <div className="priority-field">
      {PRIORITIES.map((each) => (
        <label key={each} className={each === shown ? "is-chosen" : ""}>
          <input
            type="radio"
            name="priority"
            className="visually-hidden"
            checked={each === shown}
            onChange={() => changeNewCase({ priority: each })}
          />
          <PriorityShape priority={each} size={16} /> {t(`priority.${each}`)}
        </label>
      ))}
      {priority === null && usual !== null && <span className="muted">{t("console.new.usualPriority")}</span>}
    </div>
  );
}

function SourceField() {
  const t = useText();
  const { roles } = useSession();
  const source = useNewCase((state) => state.source);
  const sources = sourcesFor(roles);
  const choose = (value: string) => changeNewCase({ source: sources.find((name) => name === value) ?? source });
  return (
    <Select
      id="new-source"
      label={t("console.new.source")}
      value={sources.includes(source) ? source : (sources[0] ?? "")}
      choices={sources.map((name) => ({ id: name, label: t(`source.${name}`) }))}
      onChange={choose}
    />
  );
}

function TextField({ field, max }: { field: "title" | "address" | "description"; max: number }) {
  const t = useText();
  const value = useNewCase((state) => state[field]);
  return (
    <input
      id={`new-${field}`}
      value={value}
      maxLength={max}
      autoComplete="off"
      placeholder={t(`console.new.${field}Hint`)}
      onChange={(event) => changeNewCase({ [field]: event.target.value })}
    />
  );
}

type LineField = "category" | "title" | "position" | "address" | "source" | "description";

function Line({ field, children }: { field: LineField; children: ReactNode }) {
  const t = useText();
  return (
    <div className="form-line">
      <label htmlFor={`new-${field}`}>{t(`console.new.${field}`)}</label>
      {children}
    </div>
  );
}

function Foot() {
  const t = useText();
  const report = useNewCase();
  const gaps = reportGaps(report);
  return (
    <footer className="form-foot">
      {report.failure !== null && (
        <p className="dock-alert" role="alert">
          <b>{t(`console.problem.${report.failure.code}`)}</b> {t(`console.problem.${report.failure.code}.do`)}
        </p>
      )}
      <span className="muted">
        {gaps.length === 0
          ? t("console.new.ready")
          : t("console.new.missing", {
              fields: gaps.map((gap) => t(`console.new.${gap}`)).join(t("list.comma")),
            })}
      </span>
      <span className="spring" />
      <button type="submit" className="button primary" disabled={gaps.length > 0 || report.sending}>
        {t(report.sending ? "console.act.sending" : "console.new.file")} <Caps strokes={["Ctrl", "Enter"]} />
      </button>
    </footer>
  );
}

export function NewCasePane() {
  const t = useText();
  const { roles } = useSession();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void fileReport(roles);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !event.ctrlKey) return;
    event.preventDefault();
    void fileReport(roles);
  };
  return (
    <section className="pane new-case" aria-label={t("console.newCase")}>
      <header className="pane-head">
        <h2>{t("console.newCase")}</h2>
        <span className="muted head-note">{t("console.new.lead")}</span>
        <div className="pane-tools">
          <button type="button" className="text-button" onClick={() => useDesk.setState({ newCaseOpen: false })}>
            <Caps strokes={["Escape"]} /> {t("console.new.keep")}
          </button>
        </div>
      </header>
      <form onSubmit={submit} onKeyDown={onKeyDown}>
        <div className="form-fields">
          <Line field="category">
            <CategoryPicker />
          </Line>
          <Line field="title">
            <TextField field="title" max={120} />
          </Line>
          <Line field="position">
            <PositionField />
          </Line>
          <Line field="address">
            <TextField field="address" max={200} />
          </Line>
          <fieldset className="form-line">
            <legend>{t("console.new.priority")}</legend>
            <PriorityField />
          </fieldset>
          <Line field="source">
            <SourceField />
          </Line>
          <Line field="description">
            <TextField field="description" max={2000} />
          </Line>
          <fieldset className="form-line">
            <legend>{t("console.new.contact")}</legend>
            <ContactFields />
          </fieldset>
        </div>
        <DuplicateList />
        <Foot />
      </form>
    </section>
  );
}
