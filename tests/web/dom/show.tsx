// Renders a component in a DOM without a browser, in a language of the pages. For states only: drawing, layout and typing are
// tested in a `.browser.test.ts`.
import { cleanup, type RenderResult, render } from "@testing-library/react";
import type { ReactNode } from "react";
import { IntlProvider } from "react-intl";
import { afterEach, vi } from "vitest";
import type { Messages } from "../../../web/src/i18n/Localised.tsx";

export const show = (messages: Messages, node: ReactNode, locale: "zh-CN" | "en" = "zh-CN"): RenderResult =>
  render(
    <IntlProvider locale={locale} messages={messages[locale]} timeZone="Asia/Shanghai">
      {node}
    </IntlProvider>,
  );

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});
