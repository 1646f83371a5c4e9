// Retention periods (保存期限) of each kind of personal data, their bounds, and the last purge.
import type { RetentionKind, RetentionView } from "@minqing/core/privacy/retention";
import { type FormEvent, useState } from "react";
import { changeRetention, listRetention } from "../../api/privacy.ts";
import { isOvertaken } from "../../api/problem-error.ts";
import { ReadFailure } from "../../console/ReadFailure.tsx";
import { SkeletonRows } from "../../console/SkeletonRows.tsx";
import { useName } from "../../i18n/named.ts";
import { numberText } from "../../i18n/numbers.ts";
import { monthDayTime } from "../../i18n/time-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { askFirst } from "../confirm/ask-store.ts";
import { FormFoot } from "../FormFoot.tsx";
import { showNotice } from "../notice-store.ts";
import { useUnsaved } from "../unsaved.ts";
import { useReading } from "../use-reading.ts";
import { whyText } from "../why-text.ts";
import { retentionChanges } from "./retention-form.ts";

type Typed = Partial<Record<RetentionKind, number>>;

interface RowProps {
  view: RetentionView;
  /** As typed; NaN while the field is empty. */
  days: number;
  isLocked: boolean;
  onType(days: number): void;
}

function KindRow({ view, days, isLocked, onType }: RowProps) {
  const t = useText();
  const name = useName();
  const { kind, nameZh, nameEn, least: min, most: max, lastPurge } = view;
  const isWrong = !(Number.isInteger(days) && days >= min && days <= max);
  return (
    <tr>
      <th scope="row">
        <label htmlFor={`retention-${kind}`}>{name(nameZh, nameEn)}</label>
      </th>
      <td className="amount">
        <input
          id={`retention-${kind}`}
          type="number"
          min={min}
          max={max}
          disabled={isLocked}
          aria-invalid={isWrong}
          value={Number.isNaN(days) ? "" : days}
          onChange={({ target }) => onType(target.valueAsNumber)}
        />
        <span>{t("admin.privacy.days")}</span>
      </td>
      <td className={isWrong ? "field-error" : "muted"} role={isWrong ? "alert" : undefined}>
        {t("admin.privacy.bounds", { min, max })}
      </td>
      <td className="muted">
        {lastPurge === null
          ? t("admin.privacy.neverPurged")
          : t("admin.privacy.purged", { at: monthDayTime(Date.parse(lastPurge.at)), n: numberText(lastPurge.rows) })}
      </td>
    </tr>
  );
}

function useSave(views: readonly RetentionView[], onSaved: (views: RetentionView[]) => void) {
  const t = useText();
  const name = useName();
  return async (typed: Typed) => {
    const changes = retentionChanges(views, typed);
    const lines = changes.map(({ view, days }) =>
      t("admin.privacy.retention.line", { kind: name(view.nameZh, view.nameEn), before: view.days, after: days }),
    );
    const effects = [...lines, t("admin.privacy.retention.effect")];
    if (!(await askFirst({ title: t("admin.privacy.retention.ask"), effects, act: t("admin.rule.save") }))) return;
    try {
      for (const { view, days } of changes) {
        const { kind, edition } = view;
        onSaved(await changeRetention(kind, { days, edition }));
      }
      showNotice("done", t("admin.rule.saved"));
    } catch (error) {
      showNotice("failed", whyText(t, error));
      // The typed values stay; the newest saved values of the other person become the base.
      if (isOvertaken(error)) {
        await listRetention().then(onSaved, () => undefined);
      }
    }
  };
}

interface EditorProps {
  read: readonly RetentionView[];
  isLocked: boolean;
  onSaved(): void;
}

function RetentionEditor({ read, isLocked, onSaved }: EditorProps) {
  const t = useText();
  const [views, setViews] = useState(read);
  const [typed, setTyped] = useState<Typed>({});
  const save = useSave(views, (saved) => {
    setViews(saved);
    onSaved();
  });
  const changes = retentionChanges(views, typed);
  const isWrong = changes.some(({ isGood }) => !isGood);
  useUnsaved(changes.length > 0);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save(typed);
  };
  return (
    <form className="policy-form" onSubmit={submit} noValidate>
      <div className="scroller">
        <table className="matrix retention">
          <thead>
            <tr>
              {(["kind", "kept", "allowed", "lastPurge"] as const).map((column) => (
                <th key={column} scope="col">
                  {t(`admin.privacy.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {views.map((view) => (
              <KindRow
                key={view.kind}
                view={view}
                days={typed[view.kind] ?? view.days}
                isLocked={isLocked}
                onType={(days) => setTyped({ ...typed, [view.kind]: days })}
              />
            ))}
          </tbody>
        </table>
      </div>
      {!isLocked && <FormFoot changed={changes.length} isGood={!isWrong} onUndo={() => setTyped({})} />}
    </form>
  );
}

export function RetentionPane({ isLocked, onSaved }: { isLocked: boolean; onSaved(): void }) {
  const t = useText();
  const { value, failed, again } = useReading(listRetention);
  return (
    <section className="pane" aria-label={t("admin.privacy.retention")}>
      <header className="pane-head">
        <h2>{t("admin.privacy.retention")}</h2>
        <span className="muted">{t("admin.privacy.retention.note")}</span>
      </header>
      {failed !== null && (
        <ReadFailure what={t("admin.privacy.retention")} failed={failed} onRetry={() => void again()} />
      )}
      {value === null && failed === null && <SkeletonRows count={8} height={40} />}
      {value !== null && <RetentionEditor read={value} isLocked={isLocked} onSaved={onSaved} />}
    </section>
  );
}
