// The reason of a command: a prepared one by its number, or free text. The log keeps it permanently.

import type { KeyboardEvent } from "react";
import { reasonKeys } from "../../i18n/command-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { Caps } from "../Keys.tsx";
import { changeDraft, type OpenAct } from "./act-store.ts";
import { useFocus } from "./use-focus.ts";

export function ReasonChoice({ open }: { open: OpenAct }) {
  const t = useText();
  const field = useFocus();
  const { type, values } = open.draft;
  const reason = String(values.reason ?? "");
  const choices = reasonKeys(type).map((key) => t(key));
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const choice = choices[Number(event.key) - 1];
    if (choice === undefined || reason !== "") return;
    event.preventDefault();
    changeDraft({ reason: choice });
  };
  return (
    <>
      <ol className="reason-choices">
        {choices.map((choice, index) => (
          <li key={choice}>
            <button
              type="button"
              className={`button ${choice === reason ? "is-chosen" : ""}`}
              onClick={() => {
                changeDraft({ reason: choice });
                field.current?.focus();
              }}
            >
              <Caps strokes={[String(index + 1)]} /> {choice}
            </button>
          </li>
        ))}
      </ol>
      <label className="dock-field">
        <span className="muted">{t("console.act.reason")}</span>
        <input
          ref={field}
          value={reason}
          maxLength={500}
          required
          placeholder={t("console.act.reasonHint", { n: choices.length })}
          onChange={(event) => changeDraft({ reason: event.target.value })}
          onKeyDown={onKeyDown}
        />
      </label>
    </>
  );
}
