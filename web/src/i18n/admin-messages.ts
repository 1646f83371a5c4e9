// The messages of the administration page.
import { COMMAND_MESSAGES } from "./command-text.ts";
import enAccess from "./en/access.json";
import enAdmin from "./en/admin.json";
import enAlarm from "./en/alarm.json";
import enApproval from "./en/approval.json";
import enImport from "./en/import.json";
import enOrganisation from "./en/organisation.json";
import enPrivacy from "./en/privacy.json";
import enShared from "./en/shared.json";
import enToken from "./en/token.json";
import type { Messages } from "./Localised.tsx";
import zhAccess from "./zh-CN/access.json";
import zhAdmin from "./zh-CN/admin.json";
import zhAlarm from "./zh-CN/alarm.json";
import zhApproval from "./zh-CN/approval.json";
import zhImport from "./zh-CN/import.json";
import zhOrganisation from "./zh-CN/organisation.json";
import zhPrivacy from "./zh-CN/privacy.json";
import zhShared from "./zh-CN/shared.json";
import zhToken from "./zh-CN/token.json";

export const ADMIN_MESSAGES: Messages = {
  "zh-CN": {
    ...zhShared,
    ...zhAccess,
    ...zhAlarm,
    ...COMMAND_MESSAGES["zh-CN"],
    ...zhAdmin,
    ...zhApproval,
    ...zhImport,
    ...zhToken,
    ...zhOrganisation,
    ...zhPrivacy,
  },
  en: {
    ...enShared,
    ...enAccess,
    ...enAlarm,
    ...COMMAND_MESSAGES.en,
    ...enAdmin,
    ...enApproval,
    ...enImport,
    ...enToken,
    ...enOrganisation,
    ...enPrivacy,
  },
};
