// A note for the case's log.
import { useText } from "../../i18n/use-text.ts";
import { changeDraft, type OpenAct } from "./act-store.ts";
import { useFocus } from "./use-focus.ts";

export function NoteField({ open, focused = false }: { open: OpenAct; focused?: boolean }) {
  const t = useText();
  const field = useFocus(focused);
  return (
    <label className="dock-field">
      <span className="muted">{t("console.act.note")}</span>
      <input
        ref={field}
        value={open.draft.values.note ?? ""}
        maxLength={2000}
        placeholder={t("console.act.noteHint")}
        onChange={(event) => changeDraft({ note: event.target.value })}
      />
    </label>
  );
}
