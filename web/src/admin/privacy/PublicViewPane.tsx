// The public view (公开视图): the minimum number of cases that shows a place, the cells, and the number of days.
import {
  PUBLIC_CELLS,
  PUBLIC_VIEW_BOUNDS,
  PublicView,
  type PublicViewInForce,
} from "@minqing/core/privacy/public-place";
import type { FormEvent } from "react";
import { changePublicView, readPublicView } from "../../api/privacy.ts";
import { ReadFailure } from "../../console/ReadFailure.tsx";
import { SkeletonRows } from "../../console/SkeletonRows.tsx";
import { useText } from "../../i18n/use-text.ts";
import { Select } from "../../ui/Select.tsx";
import { Line } from "../account/Line.tsx";
import { FormFoot } from "../FormFoot.tsx";
import { useEdited } from "../use-edited.ts";
import { useReading } from "../use-reading.ts";
import { viewChanges } from "./public-view-form.ts";
import { useViewText } from "./use-change-text.ts";

interface FieldsProps {
  form: PublicView;
  isLocked: boolean;
  onChange(form: PublicView): void;
}

function Fields({ form, isLocked, onChange }: FieldsProps) {
  const t = useText();
  return (
    <div className="public-view">
      {(["k", "days"] as const).map((field) => {
        const [min, max] = PUBLIC_VIEW_BOUNDS[field];
        const isGood = PublicView.shape[field].safeParse(form[field]).success;
        return (
          <Line
            key={field}
            label={t(`admin.privacy.view.${field}`)}
            htmlFor={`view-${field}`}
            issue={isGood ? null : t("admin.privacy.wrong", { min, max })}
          >
            <span className="amount">
              <input
                id={`view-${field}`}
                type="number"
                min={min}
                max={max}
                disabled={isLocked}
                value={Number.isNaN(form[field]) ? "" : form[field]}
                onChange={({ target }) => onChange({ ...form, [field]: target.valueAsNumber })}
              />
              <span>{t(`admin.privacy.view.${field}.unit`)}</span>
            </span>
          </Line>
        );
      })}
      <Line label={t("admin.privacy.view.cell")} htmlFor="view-cell">
        <Select
          id="view-cell"
          label={t("admin.privacy.view.cell")}
          value={form.cell}
          choices={PUBLIC_CELLS.map((cell) => ({ id: cell, label: t(`admin.privacy.cell.${cell}`) }))}
          isDisabled={isLocked}
          onChange={(id) => onChange({ ...form, cell: PUBLIC_CELLS.find((each) => each === id) ?? form.cell })}
        />
      </Line>
      {PublicView.safeParse(form).success && (
        <p className="muted">
          {t("admin.privacy.view.means", { k: form.k, days: form.days, cell: t(`admin.privacy.cell.${form.cell}`) })}
        </p>
      )}
    </div>
  );
}

function ViewEditor({ view, isLocked, onSaved }: { view: PublicViewInForce; isLocked: boolean; onSaved(): void }) {
  const t = useText();
  const changeText = useViewText();
  const { before, form, setForm, changes, save } = useEdited(view, {
    changesOf: viewChanges,
    read: readPublicView,
    send: changePublicView,
    onSaved,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save(t("admin.privacy.view.ask"), [...changes.map(changeText), t("admin.privacy.view.effect")]);
  };
  return (
    <form className="policy-form" onSubmit={submit} noValidate>
      <Fields form={form} isLocked={isLocked} onChange={setForm} />
      {!isLocked && (
        <FormFoot changed={changes.length} isGood={PublicView.safeParse(form).success} onUndo={() => setForm(before)} />
      )}
    </form>
  );
}

export function PublicViewPane({ isLocked, onSaved }: { isLocked: boolean; onSaved(): void }) {
  const t = useText();
  const { value, failed, again } = useReading(readPublicView);
  return (
    <section className="pane" aria-label={t("admin.privacy.view")}>
      <header className="pane-head">
        <h2>{t("admin.privacy.view")}</h2>
        <span className="muted">{t("admin.privacy.view.note")}</span>
      </header>
      {failed !== null && <ReadFailure what={t("admin.privacy.view")} failed={failed} onRetry={() => void again()} />}
      {value === null && failed === null && <SkeletonRows count={3} height={40} />}
      {value !== null && <ViewEditor view={value} isLocked={isLocked} onSaved={onSaved} />}
    </section>
  );
}
