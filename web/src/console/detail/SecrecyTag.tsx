// Who may know of the case (知悉范围): its grade, and a form to change it for those who may.
import { mayDo } from "@minqing/core/access/permissions";
import type { Secrecy } from "@minqing/core/access/scope";
import type { CaseView } from "@minqing/core/case/case";
import { type FormEvent, useRef, useState } from "react";
import { useSession } from "../../access/SessionGate.tsx";
import { classifyCase } from "../../api/cases.ts";
import { Icon } from "../../design/Icon.tsx";
import { useText } from "../../i18n/use-text.ts";
import { showFailure, showNotice } from "../act/act-store.ts";
import { adviceOf } from "../act/send-command.ts";

const GRADES = [0, 1, 2] as const satisfies Secrecy[];

export function SecrecyTag({ row }: { row: CaseView }) {
  const t = useText();
  const session = useSession();
  const dialog = useRef<HTMLDialogElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  const grade = t(`secrecy.${row.secrecy}`);
  const tag = (
    <>
      {row.secrecy > 0 && <Icon name="lock" size={14} />} {grade}
    </>
  );
  const title = t("console.secrecy.title");
  if (!mayDo(session.roles, "case.classify")) {
    return row.secrecy === 0 ? null : (
      <span className="tag" title={title}>
        {tag}
      </span>
    );
  }
  const open = () => {
    setIsOpen(true);
    dialog.current?.showModal();
  };
  return (
    <>
      <button type="button" className="tag secrecy" aria-label={`${title}: ${grade}`} title={title} onClick={open}>
        {tag} <Icon name="chevronDown" size={14} />
      </button>
      <dialog ref={dialog} className="secrecy-sheet" aria-label={title} onClose={() => setIsOpen(false)}>
        {isOpen && <Form row={row} max={session.clearance} onDone={() => dialog.current?.close()} />}
      </dialog>
    </>
  );
}

function Form({ row, max, onDone }: { row: CaseView; max: Secrecy; onDone(): void }) {
  const t = useText();
  const [secrecy, setSecrecy] = useState(row.secrecy);
  const [reason, setReason] = useState("");
  const [working, setWorking] = useState(false);
  const isReady = secrecy !== row.secrecy && reason.trim() !== "" && !working;
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (!isReady) return;
    setWorking(true);
    try {
      await classifyCase(row.id, { secrecy, reason, version: row.version });
      showNotice({ tone: "done", text: `command.classify.done.${secrecy}`, values: { number: row.number } });
    } catch (error) {
      showFailure(adviceOf(error), row.number);
    }
    onDone();
  };
  return (
    <form onSubmit={send} aria-busy={working}>
      <h2>{t("console.secrecy.title")}</h2>
      <div className="secrecy-grades" role="radiogroup" aria-label={t("console.secrecy.title")}>
        {GRADES.filter((grade) => grade <= max).map((grade) => (
          <label key={grade}>
            <input
              type="radio"
              name="secrecy"
              value={grade}
              checked={secrecy === grade}
              onChange={() => setSecrecy(grade)}
            />
            {t(`secrecy.${grade}`)}
          </label>
        ))}
      </div>
      <label className="secrecy-reason">
        {t("console.secrecy.reason")}
        <input value={reason} maxLength={500} onChange={({ target }) => setReason(target.value)} />
      </label>
      <p className="muted">{t("console.secrecy.note")}</p>
      <footer>
        <button type="button" className="button" onClick={onDone}>
          {t("console.secrecy.leave")}
        </button>
        <button type="submit" className="button primary" disabled={!isReady}>
          {t("console.secrecy.set")}
        </button>
      </footer>
    </form>
  );
}
