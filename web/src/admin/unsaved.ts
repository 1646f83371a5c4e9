// Unsaved changes: leaving a form with unsaved changes asks for confirmation.
import { useEffect } from "react";
import type { Text } from "../i18n/use-text.ts";
import { askFirst } from "./confirm/ask-store.ts";

/** Number of views with unsaved changes: a page may have two. */
let unsavedViews = 0;

const preventUnload = (event: BeforeUnloadEvent) => event.preventDefault();

/** Marks a view as having unsaved changes while it is shown. */
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

/** Runs `go`; asks first when a view has unsaved changes. */
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
