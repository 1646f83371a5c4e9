// What a person orders (批示): its level, its words, and the date by which an answer is expected.
import { useEffect, useRef } from "react";
import { useText } from "../../i18n/use-text.ts";
import { changeDraft, type OpenAct } from "./act-store.ts";

interface Props {
  open: OpenAct;
  focused: boolean;
}

const LEVELS = [1, 2, 3] as const;

function useFocus<E extends HTMLElement>(focused: boolean) {
  const field = useRef<E>(null);
  useEffect(() => {
    if (focused) field.current?.focus();
  }, [focused]);
  return field;
}

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

export function InstructionField({ open, focused }: Props) {
  const t = useText();
  const field = useFocus<HTMLInputElement>(focused);
  return (
    <label className="dock-field">
      <span className="muted">{t("console.act.instruction")}</span>
      <input
        ref={field}
        value={open.draft.values.instruction ?? ""}
        maxLength={500}
        required
        placeholder={t("console.act.instructionHint")}
        onChange={(event) => changeDraft({ instruction: event.target.value })}
      />
    </label>
  );
}

/** The city's clock is China's (UTC+8), whatever the machine at the desk is set to. */
const CITY_OFFSET = "+08:00";
const cityText = (iso: string): string => new Date(Date.parse(iso) + 8 * 3_600_000).toISOString().slice(0, 16);

export function DueField({ open, focused }: Props) {
  const t = useText();
  const field = useFocus<HTMLInputElement>(focused);
  const { dueAt } = open.draft.values;
  const change = (text: string) => {
    const at = new Date(`${text}${CITY_OFFSET}`);
    changeDraft({ dueAt: Number.isNaN(at.getTime()) ? "" : at.toISOString() });
  };
  return (
    <label className="dock-field">
      <span className="muted">{t("console.act.dueAt")}</span>
      <input
        ref={field}
        type="datetime-local"
        value={typeof dueAt === "string" && dueAt !== "" ? cityText(dueAt) : ""}
        required
        onChange={(event) => change(event.target.value)}
      />
    </label>
  );
}
