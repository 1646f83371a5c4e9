// The contact of the case (联系人), masked; in plain text for a limited time after a purpose and a reason are given.

import type { CaseView } from "@minqing/core/case/case";
import type { ContactView } from "@minqing/core/privacy/contact";
import { useState } from "react";
import type { TextKey } from "../../i18n/text-key.ts";
import { useText } from "../../i18n/use-text.ts";
import { RevealDialog } from "./RevealDialog.tsx";
import { type Shown, useRevealed } from "./use-revealed.ts";

/** The message why no contact, or only a masked one, is shown; null when it can be revealed. */
function noteOf(contact: ContactView | null): TextKey | null {
  if (contact === null) return "contact.none";
  if (!contact.readable) return "contact.unreadable";
  if (contact.fields.length === 0) return "contact.hidden";
  return contact.purposes.length === 0 ? "contact.maskedOnly" : null;
}

function Fields({ contact, shown }: { contact: ContactView; shown: Shown | null }) {
  const t = useText();
  return (
    <dl>
      {contact.fields.map(({ field, masked }) => {
        const plain = shown?.texts.get(field);
        return (
          <div key={field}>
            <dt>{t(`contact.${field}`)}</dt>
            <dd className={plain === undefined ? "is-masked" : "is-plain"}>{plain ?? masked}</dd>
          </div>
        );
      })}
    </dl>
  );
}

export function ContactPanel({ row, contact }: { row: CaseView; contact: ContactView | null }) {
  const t = useText();
  const [isAsking, setAsking] = useState(false);
  const { shown, show, hide } = useRevealed(row.id);
  const note = noteOf(contact);
  return (
    <section className="contact" aria-label={t("contact.title")}>
      <header className="sub-head">
        <h3>{t("contact.title")}</h3>
        {contact !== null && contact.purposes.length > 0 && (
          <button type="button" className="text-button" onClick={() => (shown === null ? setAsking(true) : hide())}>
            {t(shown === null ? "contact.reveal" : "contact.hide")}
          </button>
        )}
      </header>
      {contact !== null && contact.fields.length > 0 && <Fields contact={contact} shown={shown} />}
      {shown !== null && <p className="contact-note">{t("contact.hidesIn", { n: shown.secondsLeft })}</p>}
      {note !== null && <p className="contact-note muted">{t(note)}</p>}
      {isAsking && contact !== null && (
        <RevealDialog
          caseId={row.id}
          purposes={contact.purposes}
          onClose={() => setAsking(false)}
          onShown={(answer) => {
            show(answer);
            setAsking(false);
          }}
        />
      )}
    </section>
  );
}
