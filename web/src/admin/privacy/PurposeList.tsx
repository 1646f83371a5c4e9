// Purposes (事由) of revealing contacts: rename, remove, add. The code stands in the audit trail and never changes.
import { MAX_PURPOSES, type MaskingPolicy, RevealPurpose } from "@minqing/core/privacy/masking-policy";
import { useState } from "react";
import { Icon } from "../../design/Icon.tsx";
import { useText } from "../../i18n/use-text.ts";
import { useUnsaved } from "../unsaved.ts";
import { addPurpose, purposeIssue, removePurpose, renamePurpose } from "./masking-form.ts";

interface Props {
  policy: MaskingPolicy;
  isLocked: boolean;
  onChange(policy: MaskingPolicy): void;
}

function PurposeRow({ index, policy, isLocked, onChange }: Props & { index: number }) {
  const t = useText();
  const purpose = policy.purposes[index];
  if (purpose === undefined) return null;
  const { code, nameZh, nameEn } = purpose;
  const issue = purposeIssue(policy, code);
  return (
    <li className="purpose-row" data-purpose={code}>
      <span className="mono muted">{code}</span>
      {(["nameZh", "nameEn"] as const).map((field) => (
        <input
          key={field}
          aria-label={`${code}: ${t(`admin.privacy.purpose.${field}`)}`}
          aria-invalid={issue === field}
          maxLength={field === "nameZh" ? 40 : 60}
          disabled={isLocked}
          value={field === "nameZh" ? nameZh : nameEn}
          onChange={({ target }) => onChange(renamePurpose(policy, code, { [field]: target.value }))}
        />
      ))}
      {!isLocked && (
        <button
          type="button"
          className="icon-button"
          title={t("admin.privacy.purpose.remove")}
          onClick={() => onChange(removePurpose(policy, code))}
        >
          <Icon name="cross" size={16} label={`${code}: ${t("admin.privacy.purpose.remove")}`} />
        </button>
      )}
      {issue !== null && (
        <p className="field-error" role="alert">
          {t(`admin.privacy.purpose.issue.${issue}`)}
        </p>
      )}
    </li>
  );
}

const EMPTY = { code: "", nameZh: "", nameEn: "" };

function NewPurpose({ policy, onChange }: Omit<Props, "isLocked">) {
  const t = useText();
  const [draft, setDraft] = useState(EMPTY);
  const isEmpty = Object.values(draft).every((text) => text === "");
  useUnsaved(!isEmpty);
  const isTaken = policy.purposes.some(({ code }) => code === draft.code);
  const isCodeWrong = draft.code !== "" && (isTaken || !RevealPurpose.shape.code.safeParse(draft.code).success);
  const parsed = RevealPurpose.safeParse(draft);
  const add = () => {
    if (!parsed.success || isTaken) return;
    onChange(addPurpose(policy, parsed.data));
    setDraft(EMPTY);
  };
  return (
    <li className="purpose-row is-new">
      {(["code", "nameZh", "nameEn"] as const).map((field) => (
        <input
          key={field}
          id={`purpose-${field}`}
          aria-label={t(`admin.privacy.purpose.${field}`)}
          placeholder={t(`admin.privacy.purpose.${field}`)}
          aria-invalid={field === "code" && isCodeWrong}
          maxLength={field === "code" ? 32 : field === "nameZh" ? 40 : 60}
          value={draft[field]}
          onChange={({ target }) => setDraft({ ...draft, [field]: target.value })}
        />
      ))}
      <button type="button" className="button" disabled={!parsed.success || isTaken} onClick={add}>
        {t("admin.privacy.purpose.add")}
      </button>
      {isCodeWrong && (
        <p className="field-error" role="alert">
          {t(isTaken ? "admin.privacy.purpose.taken" : "admin.privacy.purpose.codeWrong")}
        </p>
      )}
    </li>
  );
}

export function PurposeList(props: Props) {
  const t = useText();
  const { policy, isLocked, onChange } = props;
  return (
    <section className="purposes" aria-label={t("admin.privacy.purposes")}>
      <h3>{t("admin.privacy.purposes")}</h3>
      <p className="muted">{t("admin.privacy.purposes.note")}</p>
      <ul>
        {policy.purposes.map(({ code }, index) => (
          <PurposeRow key={code} index={index} {...props} />
        ))}
        {!isLocked && policy.purposes.length < MAX_PURPOSES && <NewPurpose policy={policy} onChange={onChange} />}
      </ul>
      {policy.purposes.length === 0 && (
        <p className="field-error" role="alert">
          {t("admin.privacy.purpose.issue.none")}
        </p>
      )}
    </section>
  );
}
