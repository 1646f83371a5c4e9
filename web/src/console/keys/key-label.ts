// The label of a key in hints and help: that of the command it gives, else its own.
import type { CaseCommandType } from "@minqing/core/case/commands";
import type { TextKey } from "../../i18n/text-key.ts";
import { COMMAND_FORMS } from "../act/command-form.ts";
import type { KeyAct } from "./key-map.ts";

type CommandAct = Extract<KeyAct, CaseCommandType>;

const isCommand = (act: KeyAct): act is CommandAct => act in COMMAND_FORMS;

export const keyLabel = (act: KeyAct): TextKey => (isCommand(act) ? `command.${act}.label` : `console.key.${act}`);
