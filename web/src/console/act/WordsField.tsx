// Words of the person's own for the case's log: a note, or what is ordered (批示).
import { useText } from "../../i18n/use-text.ts";
import { changeDraft, type OpenAct } from "./act-store.ts";
import { useFocus } from "./use-focus.ts";

const WORDS = {
  note: { maxLength: 2000, required: false },
  instruction: { maxLength: 500, required: true },
} as const;

interface Props {
  field: keyof typeof WORDS;
  open: OpenAct;
  focused?: boolean;
}

export function WordsField({ field, open, focused = false }: Props) {
  const t = useText();
  return (
    <label className="dock-field">
      <span className="muted">{t(`console.act.${field}`)}</span>
      <input
        {...WORDS[field]}
        ref={useFocus(focused)}
        value={open.draft.values[field] ?? ""}
        placeholder={t(`console.act.${field}Hint`)}
        onChange={(event) => changeDraft({ [field]: event.target.value })}
      />
    </label>
  );
}
