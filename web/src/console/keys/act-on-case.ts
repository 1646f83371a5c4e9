// Gives a command by key: sends it at once, or opens its form; shows why a command is not possible.

import { actEntry, type CaseCommandType } from "@minqing/core/case/acts";
import type { CaseView } from "@minqing/core/case/case";
import { openAct, runAct, runningAct, showNotice } from "../act/act-store.ts";

interface Target {
  row: CaseView;
  possible: readonly string[];
}

/** `read` returns the current case: a key that is pressed during a running command waits for its result. */
export function actOnCase(read: () => Target | null, type: CaseCommandType): void {
  const target = read();
  if (target === null) return;
  const { row, possible } = target;
  const before = runningAct(row.id);
  if (before !== null) {
    void before.then(() => actOnCase(read, type));
    return;
  }
  if (!possible.includes(type)) {
    const values = { number: row.number };
    showNotice({ tone: "failed", text: `command.${type}.cannot`, advice: "console.cannot.advice", values });
  } else if (actEntry(type).atOnce === true) void runAct(row, type);
  else openAct(row, type);
}
