// The confirmation dialog before a dangerous action. Escape and the focused button cancel.
import { useEffect, useRef } from "react";
import { useText } from "../../i18n/use-text.ts";
import { useAsked } from "./ask-store.ts";

export function AskDialog() {
  const t = useText();
  const asked = useAsked((state) => state.asked);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (asked !== null) dialog.current?.showModal();
  }, [asked]);
  if (asked === null) return null;
  return (
    <dialog ref={dialog} className="ask" aria-labelledby="ask-title" onClose={() => asked.answer(false)}>
      <h2 id="ask-title">{asked.title}</h2>
      <ul>
        {asked.effects.map((effect) => (
          <li key={effect}>{effect}</li>
        ))}
      </ul>
      <footer>
        <button type="button" className="button" onClick={() => asked.answer(false)}>
          {t("admin.ask.no")}
        </button>
        <button type="button" className="button primary" data-yes onClick={() => asked.answer(true)}>
          {asked.act}
        </button>
      </footer>
    </dialog>
  );
}
