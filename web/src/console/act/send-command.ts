// Sends one command and interprets the response. After a lost response it tries once more with the same key.

import type { CaseCommand } from "@minqing/core/case/acts";
import type { CaseView } from "@minqing/core/case/case";
import { sendCaseCommand } from "../../api/cases.ts";
import { ProblemError } from "../../api/problem-error.ts";
import { cacheAnswer } from "../own-answers.ts";
import { type Advice, adviceFor, NO_ANSWER } from "./advice.ts";

export type CommandOutcome = { ok: true; row: CaseView } | { ok: false; advice: Advice };

export const adviceOf = (error: unknown): Advice =>
  error instanceof ProblemError ? adviceFor(error.problem) : NO_ANSWER;

export async function sendCommand(id: string, command: CaseCommand, key: string): Promise<CommandOutcome> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const row = await sendCaseCommand(id, command, key);
      cacheAnswer(row, Date.now());
      return { ok: true, row };
    } catch (error) {
      const isLost = !(error instanceof ProblemError);
      if (!isLost || attempt === 2) return { ok: false, advice: adviceOf(error) };
    }
  }
}
