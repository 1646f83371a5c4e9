// The component library in the language of the page. [React Aria Components; ADR 24]
import type { ReactNode } from "react";
import { I18nProvider } from "react-aria-components";
import { useLanguage } from "../i18n/Localised.tsx";

export function Kit({ children }: { children: ReactNode }) {
  const { locale } = useLanguage();
  return <I18nProvider locale={locale === "en" ? "en-US" : "zh-CN"}>{children}</I18nProvider>;
}
