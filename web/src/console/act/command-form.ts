// What each command asks of the person who gives it, and which key starts it.
import type { CaseCommand, CaseCommandType } from "@minqing/core/case/commands";
import type { KeyAct } from "../keys/key-map.ts";

export interface CommandForm {
  /** none: done at once; note: may be explained; reason: must be; department: must be chosen. */
  asks: "none" | "note" | "reason" | "department";
  /** Legal acts (派遣, 结案) take Enter twice. */
  enterTwice: boolean;
  key: KeyAct | null;
}

export const COMMAND_FORMS: Readonly<Record<CaseCommandType, CommandForm>> = {
  accept: { asks: "none", enterTwice: false, key: "acknowledge" },
  register: { asks: "note", enterTwice: false, key: "register" },
  dispatch: { asks: "department", enterTwice: true, key: "dispatch" },
  take: { asks: "none", enterTwice: false, key: "take" },
  submit: { asks: "note", enterTwice: false, key: "submit" },
  close: { asks: "note", enterTwice: true, key: "close" },
  rework: { asks: "reason", enterTwice: false, key: "rework" },
  return: { asks: "reason", enterTwice: false, key: "return" },
  reject: { asks: "reason", enterTwice: false, key: "reject" },
  cancel: { asks: "reason", enterTwice: false, key: null },
};

/** The way forward first, then back, then out: the order of the buttons. */
const BUTTON_ORDER: readonly CaseCommandType[] = [
  "accept",
  "register",
  "dispatch",
  "take",
  "submit",
  "close",
  "rework",
  "return",
  "reject",
  "cancel",
];

export const inButtonOrder = (commands: readonly CaseCommandType[]): CaseCommandType[] =>
  BUTTON_ORDER.filter((type) => commands.includes(type));

export const commandOfKey = (act: KeyAct): CaseCommandType | null =>
  BUTTON_ORDER.find((type) => COMMAND_FORMS[type].key === act) ?? null;

export interface ActDraft {
  type: CaseCommandType;
  departmentId: string | null;
  reason: string;
  note: string;
}

export type DraftGap = "department" | "reason";

/** What is still missing before the draft can be sent; null when nothing is. */
export function gapOf(draft: ActDraft): DraftGap | null {
  const { asks } = COMMAND_FORMS[draft.type];
  if (asks === "department" && draft.departmentId === null) return "department";
  return asks === "reason" && draft.reason.trim() === "" ? "reason" : null;
}

/** The command to send for a draft without gaps, for the version the person has seen. */
export function commandFrom(draft: ActDraft, version: number): CaseCommand | null {
  if (gapOf(draft) !== null) return null;
  const text = draft.note.trim();
  const note = text === "" ? {} : { note: text };
  const reason = draft.reason.trim();
  switch (draft.type) {
    case "dispatch":
      return draft.departmentId === null
        ? null
        : { type: "dispatch", version, departmentId: draft.departmentId, ...note };
    case "reject":
    case "cancel":
    case "return":
    case "rework":
      return { type: draft.type, version, reason, ...note };
    default:
      return { type: draft.type, version, ...note };
  }
}
