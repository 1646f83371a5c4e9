// The confirmation dialog before a dangerous action. Escape and the focused button cancel.
import { useEffect, useRef } from "react";
import { useText } from "../../i18n/use-text.ts";
import { useOpenQuestion } from "./ask-store.ts";

export function AskDialog() {
  const t = useText();
  const question = useOpenQuestion((state) => state.question);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (question !== null) dialog.current?.showModal();
  }, [question]);
  if (question === null) return null;
  return (
    <dialog ref={dialog} className="ask" aria-labelledby="ask-title" onClose={() => question.answer(false)}>
      <h2 id="ask-title">{question.title}</h2>
      <ul>
        {question.effects.map((effect) => (
          <li key={effect}>{effect}</li>
        ))}
      </ul>
      <footer>
        <button type="button" className="button" onClick={() => question.answer(false)}>
          {t("admin.ask.no")}
        </button>
        <button type="button" className="button primary" data-yes onClick={() => question.answer(true)}>
          {question.act}
        </button>
      </footer>
    </dialog>
  );
}
