// First passwords of new accounts: saved once as a sheet, then forgotten by the page.
import type { ImportReport } from "@minqing/core/import/report";
import { useState } from "react";
import { numberText } from "../../i18n/numbers.ts";
import { useText } from "../../i18n/use-text.ts";
import { useApprover } from "../approval/use-approver.ts";
import { useUnsaved } from "../unsaved.ts";
import { saveText } from "./save-text.ts";
import { passwordText } from "./sheet-text.ts";

interface Props {
  passwords: NonNullable<ImportReport["passwords"]>;
  /** Some of the accounts wait for approval. */
  someWait: boolean;
  onDone(): void;
}

export function FreshPasswords({ passwords, someWait, onDone }: Props) {
  const t = useText();
  const approver = useApprover();
  const [isSaved, setSaved] = useState(false);
  useUnsaved(!isSaved);
  const save = () => {
    saveText(t("admin.import.passwords.file"), passwordText(passwords));
    setSaved(true);
  };
  const title = t("admin.import.passwords", { n: numberText(passwords.length) });
  return (
    <section className="once" role="status" aria-label={title}>
      <h3>{title}</h3>
      <p>{t("admin.import.passwords.why")}</p>
      {someWait && <p className="strong">{t("approval.import.passwords", { role: approver })}</p>}
      <p className="acts">
        <button type="button" className="button primary" data-passwords onClick={save}>
          {t(isSaved ? "admin.import.passwords.again" : "admin.import.passwords.save")}
        </button>
        <button type="button" className="button" disabled={!isSaved} onClick={onDone}>
          {t("admin.fresh.done")}
        </button>
      </p>
    </section>
  );
}
