// Asks for the purpose and the reason before a contact is shown in plain text, and announces that the audit trail
// records it. Escape leaves the contact masked.

import type { ContactView, RevealedContact } from "@minqing/core/privacy/contact";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { revealContact } from "../../api/contacts.ts";
import { useName } from "../../i18n/named.ts";
import type { TextKey } from "../../i18n/text-key.ts";
import { useText } from "../../i18n/use-text.ts";
import { revealProblem } from "./reveal-problem.ts";

interface Props {
  caseId: string;
  purposes: ContactView["purposes"];
  onShown(answer: RevealedContact): void;
  onClose(): void;
}

const MIN_REASON_LENGTH = 4;

interface PurposesProps {
  purposes: ContactView["purposes"];
  chosen: string;
  onChoose(code: string): void;
}

function Purposes({ purposes, chosen, onChoose }: PurposesProps) {
  const t = useText();
  const name = useName();
  return (
    <fieldset>
      <legend>{t("contact.purpose")}</legend>
      {purposes.map(({ code, nameZh, nameEn, fields }) => (
        <label key={code} className="purpose">
          <input type="radio" name="purpose" value={code} checked={code === chosen} onChange={() => onChoose(code)} />
          <span>{name(nameZh, nameEn)}</span>
          <span className="muted">{fields.map((field) => t(`contact.${field}`)).join(t("list.comma"))}</span>
        </label>
      ))}
    </fieldset>
  );
}

export function RevealDialog({ caseId, purposes, onShown, onClose }: Props) {
  const t = useText();
  const dialog = useRef<HTMLDialogElement>(null);
  const [purpose, setPurpose] = useState(purposes[0]?.code ?? "");
  const [reason, setReason] = useState("");
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState<TextKey | null>(null);
  useEffect(() => dialog.current?.showModal(), []);
  // The dialog is closed before it is removed, so that the browser returns the focus to its former place.
  const closeAnd = (then: () => void) => {
    dialog.current?.close();
    then();
  };
  const isReady = reason.trim().length >= MIN_REASON_LENGTH && purpose !== "" && !sending;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!isReady) return;
    setSending(true);
    setProblem(null);
    try {
      const answer = await revealContact(caseId, { purpose, reason: reason.trim() });
      closeAnd(() => onShown(answer));
    } catch (error) {
      setProblem(revealProblem(error));
      setSending(false);
    }
  };
  return (
    <dialog ref={dialog} className="reveal" aria-labelledby="reveal-title" onClose={onClose}>
      <form onSubmit={submit}>
        <h2 id="reveal-title">{t("contact.reveal.title")}</h2>
        <p className="muted">{t("contact.reveal.recorded")}</p>
        <Purposes purposes={purposes} chosen={purpose} onChoose={setPurpose} />
        <label className="reveal-reason">
          <span className="muted">{t("contact.reason")}</span>
          <input
            value={reason}
            maxLength={200}
            autoComplete="off"
            placeholder={t("contact.reasonHint", { n: MIN_REASON_LENGTH })}
            onChange={(event) => setReason(event.target.value)}
          />
        </label>
        {problem !== null && (
          <p className="dock-alert" role="alert">
            {t(problem)}
          </p>
        )}
        <footer>
          <button type="button" className="button" onClick={() => closeAnd(onClose)}>
            {t("contact.reveal.no")}
          </button>
          <button type="submit" className="button primary" disabled={!isReady}>
            {t(sending ? "console.act.sending" : "contact.reveal.yes")}
          </button>
        </footer>
      </form>
    </dialog>
  );
}
