// What is filled in and not saved is not lost by a stray key: leaving it asks first.
import { useEffect } from "react";
import type { Text } from "../i18n/use-text.ts";
import { askFirst } from "./ask/ask-store.ts";

let isUnsaved = false;

const holdBack = (event: BeforeUnloadEvent) => event.preventDefault();

/** While a view is shown: whether it holds something that nobody has saved. */
export function useUnsaved(unsaved: boolean): void {
  useEffect(() => {
    if (!unsaved) return;
    isUnsaved = true;
    window.addEventListener("beforeunload", holdBack);
    return () => {
      isUnsaved = false;
      window.removeEventListener("beforeunload", holdBack);
    };
  }, [unsaved]);
}

/** At once when there is nothing to lose. */
export function leave(t: Text, go: () => void): void {
  if (!isUnsaved) {
    go();
    return;
  }
  const question = { title: t("admin.leave.ask"), effects: [t("admin.leave.effect")], act: t("admin.leave") };
  void askFirst(question).then((isYes) => {
    if (isYes) go();
  });
}
