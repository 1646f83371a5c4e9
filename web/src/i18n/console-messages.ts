// The console's words.
import enConsole from "./en/console.json";
import enShared from "./en/shared.json";
import type { Messages } from "./Localised.tsx";
import zhConsole from "./zh-CN/console.json";
import zhShared from "./zh-CN/shared.json";

export const CONSOLE_MESSAGES: Messages = { "zh-CN": { ...zhShared, ...zhConsole }, en: { ...enShared, ...enConsole } };
