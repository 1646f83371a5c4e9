// The page for residents (群众): says what will come and what to do today.
import { ComingPage } from "../design/ComingPage.tsx";
import { startPage } from "../design/start-page.tsx";
import { PAGE_MESSAGES } from "../i18n/page-messages.ts";

startPage(PAGE_MESSAGES, <ComingPage name="public" />);
