// All texts of the case commands (案件操作), one namespace each: `command.dispatch.label`, `command.dispatch.done`, …
import type { CaseCommand, CaseCommandType, OtherActName } from "@minqing/core/case/acts";
import en from "./en/command.json";
import type { Locale } from "./locale.ts";
import zh from "./zh-CN/command.json";

/** label: button and log; preview, effect: before it is sent (预演); done: afterwards; cannot: why a key does nothing. */
type Part = "label" | "preview" | "effect" | "done" | "cannot";
type CommandWithReason = Extract<CaseCommand, { reason: string }>["type"];
/** A command without its texts does not compile; one that needs a reason offers at least one prepared reason. */
export type CommandText = Readonly<
  Record<`command.${CaseCommandType}.${Part}`, string> &
    Record<`command.${CommandWithReason}.reason.1`, string> &
    Record<`command.${OtherActName}.${"label" | "audited"}`, string>
>;

export const COMMAND_MESSAGES = { "zh-CN": zh, en } satisfies Record<Locale, CommandText>;

const KEYS = Object.keys(zh) as (keyof typeof zh)[];

/** The prepared reasons for a command, in their order; none where it needs no reason. */
export const reasonKeys = (type: CaseCommandType): readonly (keyof typeof zh)[] =>
  KEYS.filter((key) => key.startsWith(`command.${type}.reason.`));
