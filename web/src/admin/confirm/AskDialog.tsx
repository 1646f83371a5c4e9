// The confirmation dialog before a dangerous action. Escape and the focused button cancel.
import { useText } from "../../i18n/use-text.ts";
import { AlertDialog } from "../../ui/AlertDialog.tsx";
import { useOpenQuestion } from "./ask-store.ts";

export function AskDialog() {
  const t = useText();
  const question = useOpenQuestion((state) => state.question);
  if (question === null) return null;
  return (
    <AlertDialog title={question.title} onClose={() => question.answer(false)}>
      <div className="ask">
        <ul>
          {question.effects.map((effect) => (
            <li key={effect}>{effect}</li>
          ))}
        </ul>
        <footer>
          {/* biome-ignore lint/a11y/noAutofocus: a question has the focus, and its safe answer first */}
          <button type="button" className="button" autoFocus onClick={() => question.answer(false)}>
            {t("admin.ask.no")}
          </button>
          <button type="button" className="button primary" data-yes onClick={() => question.answer(true)}>
            {question.act}
          </button>
        </footer>
      </div>
    </AlertDialog>
  );
}
