// The messages of the two small pages, field and public.
import enPage from "./en/page.json";
import enShared from "./en/shared.json";
import type { Messages } from "./Localised.tsx";
import zhPage from "./zh-CN/page.json";
import zhShared from "./zh-CN/shared.json";

export const PAGE_MESSAGES: Messages = { "zh-CN": { ...zhShared, ...zhPage }, en: { ...enShared, ...enPage } };
