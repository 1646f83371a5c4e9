// What a person orders (批示) besides its words: its level, and the date by which an answer is expected.
import { cityInstant, cityLocal } from "../../i18n/city-time.ts";
import { useText } from "../../i18n/use-text.ts";
import { changeDraft, type OpenAct } from "./act-store.ts";
import { useFocus } from "./use-focus.ts";

interface Props {
  open: OpenAct;
  focused: boolean;
}

const LEVELS = [1, 2, 3] as const;

export function LevelChoice({ open, focused }: Props) {
  const t = useText();
  const first = useFocus<HTMLButtonElement>(focused);
  return (
    <fieldset className="dock-levels">
      <legend className="muted">{t("console.act.level")}</legend>
      {LEVELS.map((level) => (
        <button
          key={level}
          ref={level === 1 ? first : null}
          type="button"
          className={`button ${open.draft.values.level === level ? "is-chosen" : ""}`}
          aria-pressed={open.draft.values.level === level}
          onClick={() => changeDraft({ level })}
        >
          {t(`console.act.level.${level}`)}
        </button>
      ))}
    </fieldset>
  );
}

export function DueField({ open, focused }: Props) {
  const t = useText();
  const field = useFocus(focused);
  const { dueAt } = open.draft.values;
  return (
    <label className="dock-field">
      <span className="muted">{t("console.act.dueAt")}</span>
      <input
        ref={field}
        type="datetime-local"
        value={typeof dueAt === "string" && dueAt !== "" ? cityLocal(Date.parse(dueAt)) : ""}
        required
        onChange={(event) => changeDraft({ dueAt: cityInstant(event.target.value) ?? "" })}
      />
    </label>
  );
}
