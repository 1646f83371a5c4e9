// Renders a page with its messages into the root element.
import { type ReactNode, StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Localised, type Messages } from "../i18n/Localised.tsx";
import "./tokens.css";
import "./base.css";

export function startPage(messages: Messages, page: ReactNode): void {
  const root = document.getElementById("root");
  if (root === null) throw new Error('expected an element "root" in the page, got none');
  createRoot(root).render(
    <StrictMode>
      <Localised messages={messages}>{page}</Localised>
    </StrictMode>,
  );
}
