// The masking policy (脱敏策略): a table for each field and the other values. A change is shown for confirmation.
import { CONTACT_FIELDS, type ContactField } from "@minqing/core/privacy/contact";
import type { MaskingPolicyInForce } from "@minqing/core/privacy/masking-policy";
import { type FormEvent, useState } from "react";
import { changeMaskingPolicy, readMaskingPolicy } from "../../api/privacy.ts";
import { ReadFailure } from "../../console/ReadFailure.tsx";
import { SkeletonRows } from "../../console/SkeletonRows.tsx";
import { useText } from "../../i18n/use-text.ts";
import { FormFoot } from "../FormFoot.tsx";
import { useEdited } from "../use-edited.ts";
import { useReading } from "../use-reading.ts";
import { isGoodPolicy, MaskingRest } from "./MaskingRest.tsx";
import { MaskingTable } from "./MaskingTable.tsx";
import { maskingChanges } from "./masking-form.ts";
import { PurposeList } from "./PurposeList.tsx";
import { useChangeText } from "./use-change-text.ts";

function FieldTabs({ field, onChoose }: { field: ContactField; onChoose(field: ContactField): void }) {
  const t = useText();
  return (
    <div className="field-tabs">
      {CONTACT_FIELDS.map((each) => (
        <button
          key={each}
          type="button"
          className="button"
          aria-pressed={each === field}
          onClick={() => onChoose(each)}
        >
          {t(`contact.${each}`)}
        </button>
      ))}
    </div>
  );
}

interface EditorProps {
  policy: MaskingPolicyInForce;
  isLocked: boolean;
  onSaved(): void;
}

function MaskingEditor({ policy, isLocked, onSaved }: EditorProps) {
  const t = useText();
  const { before, form, setForm, changes, save } = useEdited(policy, {
    changesOf: maskingChanges,
    read: readMaskingPolicy,
    send: changeMaskingPolicy,
    onSaved,
  });
  const [field, setField] = useState<ContactField>("name");
  const changeText = useChangeText([...form.purposes, ...before.purposes]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save(t("admin.privacy.masking.ask"), [...changes.map(changeText), t("admin.privacy.masking.effect")]);
  };
  const parts = { policy: form, isLocked, onChange: setForm };
  return (
    <form className="policy-form" onSubmit={submit} noValidate>
      <div className="masking-body list">
        <FieldTabs field={field} onChoose={setField} />
        <MaskingTable field={field} {...parts} />
        <PurposeList {...parts} />
        <MaskingRest {...parts} />
      </div>
      {isLocked ? (
        <footer className="form-foot">
          <span className="muted">{t("admin.privacy.readOnly")}</span>
        </footer>
      ) : (
        <FormFoot changed={changes.length} isGood={isGoodPolicy(form)} onUndo={() => setForm(before)} />
      )}
    </form>
  );
}

export function MaskingPane({ isLocked, onSaved }: { isLocked: boolean; onSaved(): void }) {
  const t = useText();
  const { value, failed, again } = useReading(readMaskingPolicy);
  return (
    <section className="pane" aria-label={t("admin.privacy.masking")}>
      <header className="pane-head">
        <h2>{t("admin.privacy.masking")}</h2>
        <span className="muted">{t("admin.privacy.masking.note")}</span>
      </header>
      {failed !== null && (
        <ReadFailure what={t("admin.privacy.masking")} failed={failed} onRetry={() => void again()} />
      )}
      {value === null && failed === null && <SkeletonRows count={12} height={36} />}
      {value !== null && <MaskingEditor policy={value} isLocked={isLocked} onSaved={onSaved} />}
    </section>
  );
}
