// What a command key does to a case: at once where nothing more is asked, else by the dock; a refusal is told with its reason.
import type { CaseView } from "@minqing/core/case/case";
import type { CaseCommandType } from "@minqing/core/case/commands";
import { openAct, runAct, say } from "../act/act-store.ts";
import { COMMAND_FORMS } from "../act/command-form.ts";

export function actOnCase(row: CaseView, type: CaseCommandType, possible: readonly string[]): void {
  if (!possible.includes(type)) {
    say({
      tone: "failed",
      text: `console.cannot.${type}`,
      advice: "console.cannot.do",
      values: { number: row.number },
    });
    return;
  }
  if (COMMAND_FORMS[type].asks === "none") void runAct(row, type);
  else openAct(row, type);
}
