// The messages of the console.
import { COMMAND_MESSAGES } from "./command-text.ts";
import enAccess from "./en/access.json";
import enAlarm from "./en/alarm.json";
import enConsole from "./en/console.json";
import enPrivacy from "./en/privacy.json";
import enShared from "./en/shared.json";
import type { Messages } from "./Localised.tsx";
import zhAccess from "./zh-CN/access.json";
import zhAlarm from "./zh-CN/alarm.json";
import zhConsole from "./zh-CN/console.json";
import zhPrivacy from "./zh-CN/privacy.json";
import zhShared from "./zh-CN/shared.json";

export const CONSOLE_MESSAGES: Messages = {
  "zh-CN": { ...zhShared, ...zhAccess, ...zhAlarm, ...COMMAND_MESSAGES["zh-CN"], ...zhConsole, ...zhPrivacy },
  en: { ...enShared, ...enAccess, ...enAlarm, ...COMMAND_MESSAGES.en, ...enConsole, ...enPrivacy },
};
