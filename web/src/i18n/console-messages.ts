// The console's words.
import enAccess from "./en/access.json";
import enConsole from "./en/console.json";
import enShared from "./en/shared.json";
import type { Messages } from "./Localised.tsx";
import zhAccess from "./zh-CN/access.json";
import zhConsole from "./zh-CN/console.json";
import zhShared from "./zh-CN/shared.json";

export const CONSOLE_MESSAGES: Messages = {
  "zh-CN": { ...zhShared, ...zhAccess, ...zhConsole },
  en: { ...enShared, ...enAccess, ...enConsole },
};
