// A rule under a form: what stands, what it is to become, and saving it once somebody has agreed to what that means.
import { useState } from "react";
import { useText } from "../../i18n/use-text.ts";
import { askFirst } from "../ask/ask-store.ts";
import { useUnsaved } from "../leaving.ts";
import { say } from "../notice-store.ts";
import { whyText } from "../why-text.ts";

interface Editing<Value, Change> {
  changesOf(before: Value, form: Value): readonly Change[];
  send(form: Value): Promise<Value>;
  onSaved(): void;
}

export function useEdited<Value, Change>(value: Value, { changesOf, send, onSaved }: Editing<Value, Change>) {
  const t = useText();
  const [before, setBefore] = useState(value);
  const [form, setForm] = useState(value);
  const changes = changesOf(before, form);
  useUnsaved(changes.length > 0);
  const save = async (title: string, effects: readonly string[]): Promise<void> => {
    if (!(await askFirst({ title, effects, act: t("admin.privacy.save") }))) return;
    try {
      const saved = await send(form);
      setBefore(saved);
      setForm(saved);
      say("done", t("admin.privacy.saved"));
      onSaved();
    } catch (error) {
      say("failed", whyText(t, error));
    }
  };
  return { before, form, setForm, changes, save };
}
