// The page for people in the field (一线): announces what will come.
import { ComingPage } from "../design/ComingPage.tsx";
import { startPage } from "../design/start-page.tsx";
import { PAGE_MESSAGES } from "../i18n/page-messages.ts";

startPage(PAGE_MESSAGES, <ComingPage />);
