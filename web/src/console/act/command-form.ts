// The form of each command: its input, and the key that starts it.
import type { CaseCommand, CaseCommandType } from "@minqing/core/case/commands";
import type { KeyAct } from "../keys/key-map.ts";

export interface CommandForm {
  /** none: sent at once; note: optional note; reason: required reason; department: required department. */
  asks: "none" | "note" | "reason" | "department";
  /** Commands with legal effect (派遣, 结案) need Enter twice. */
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

/** The order of the buttons: steps forward, then back, then those that end the case. */
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

/** The input that is still missing; null when the draft can be sent. */
export function gapOf(draft: ActDraft): DraftGap | null {
  const { asks } = COMMAND_FORMS[draft.type];
  if (asks === "department" && draft.departmentId === null) return "department";
  return asks === "reason" && draft.reason.trim() === "" ? "reason" : null;
}

/** The command for a complete draft, for the version that the person has seen; null for an incomplete one. */
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
