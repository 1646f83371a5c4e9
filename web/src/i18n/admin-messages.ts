// The administration page's words.
import enAccess from "./en/access.json";
import enAdmin from "./en/admin.json";
import enImport from "./en/import.json";
import enPrivacy from "./en/privacy.json";
import enShared from "./en/shared.json";
import type { Messages } from "./Localised.tsx";
import zhAccess from "./zh-CN/access.json";
import zhAdmin from "./zh-CN/admin.json";
import zhImport from "./zh-CN/import.json";
import zhPrivacy from "./zh-CN/privacy.json";
import zhShared from "./zh-CN/shared.json";

export const ADMIN_MESSAGES: Messages = {
  "zh-CN": { ...zhShared, ...zhAccess, ...zhAdmin, ...zhImport, ...zhPrivacy },
  en: { ...enShared, ...enAccess, ...enAdmin, ...enImport, ...enPrivacy },
};
