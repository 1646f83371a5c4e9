// The label of a key in hints and help: that of the command it gives, else its own.
import { isCommand } from "@minqing/core/case/acts";
import type { TextKey } from "../../i18n/text-key.ts";
import type { KeyAct } from "./key-map.ts";

export const keyLabel = (act: KeyAct): TextKey => (isCommand(act) ? `command.${act}.label` : `console.key.${act}`);
