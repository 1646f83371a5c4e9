// Edits a setting in editions: the saved value, the form, and saving after confirmation.
import type { InEdition } from "@minqing/core/city/edition";
import { useState } from "react";
import { isOvertaken } from "../api/problem-error.ts";
import { useText } from "../i18n/use-text.ts";
import { askFirst } from "./confirm/ask-store.ts";
import { showNotice } from "./notice-store.ts";
import { useUnsaved } from "./unsaved.ts";
import { whyText } from "./why-text.ts";

interface Editing<Value, Change> {
  changesOf(before: Value, form: Value): readonly Change[];
  read(): Promise<InEdition<Value>>;
  send(form: InEdition<Value>): Promise<InEdition<Value>>;
  onSaved?(): void;
}

export function useEdited<Value extends object, Change>(
  value: InEdition<Value>,
  { changesOf, read, send, onSaved }: Editing<Value, Change>,
) {
  const t = useText();
  const [before, setBefore] = useState(value);
  /** The typed value, with the edition that it is based on. */
  const [form, setTyped] = useState(value);
  const setForm = (typed: Value) => setTyped(({ edition }) => ({ ...typed, edition }));
  const changes = changesOf(before, form);
  useUnsaved(changes.length > 0);
  /** After a conflict: compares the typed value with the newest saved one, for the next confirmation. */
  const compareAgain = async (): Promise<void> => {
    const fresh = await read();
    setBefore(fresh);
    setTyped((typed) => ({ ...typed, edition: fresh.edition }));
  };
  const save = async (title: string, effects: readonly string[]): Promise<void> => {
    if (!(await askFirst({ title, effects, act: t("admin.rule.save") }))) return;
    try {
      const saved = await send(form);
      setBefore(saved);
      setTyped(saved);
      showNotice("done", t("admin.rule.saved"));
      onSaved?.();
    } catch (error) {
      showNotice("failed", whyText(t, error));
      if (isOvertaken(error)) await compareAgain().catch(() => undefined);
    }
  };
  return { before, form, setForm, changes, save };
}
