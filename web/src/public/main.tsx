// The page for residents (群众).
import { startPage } from "../design/start-page.tsx";
import { PAGE_MESSAGES } from "../i18n/page-messages.ts";
import { PublicPage } from "./PublicPage.tsx";

startPage(PAGE_MESSAGES, <PublicPage />);
