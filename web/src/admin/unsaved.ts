// What is filled in and not saved is not lost by a stray key: leaving it asks first.
import { useEffect } from "react";
import type { Text } from "../i18n/use-text.ts";
import { askFirst } from "./confirm/ask-store.ts";

/** Views that hold something: a page may have two. */
let unsavedViews = 0;

const preventUnload = (event: BeforeUnloadEvent) => event.preventDefault();

/** While a view is shown: whether it holds something that nobody has saved. */
export function useUnsaved(unsaved: boolean): void {
  useEffect(() => {
    if (!unsaved) return;
    unsavedViews += 1;
    window.addEventListener("beforeunload", preventUnload);
    return () => {
      unsavedViews -= 1;
      if (unsavedViews === 0) window.removeEventListener("beforeunload", preventUnload);
    };
  }, [unsaved]);
}

/** At once when there is nothing to lose. */
export function leave(t: Text, go: () => void): void {
  if (unsavedViews === 0) {
    go();
    return;
  }
  const question = { title: t("admin.leave.ask"), effects: [t("admin.leave.effect")], act: t("admin.leave") };
  void askFirst(question).then((isYes) => {
    if (isYes) go();
  });
}
