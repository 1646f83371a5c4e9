// Names that the data has in two languages: chooses by the language of the page.
import { useCallback } from "react";
import { useLanguage } from "./Localised.tsx";
import type { Locale } from "./locale.ts";

export const nameIn = (locale: Locale, zh: string, en: string | null | undefined): string =>
  locale === "en" && en !== null && en !== undefined && en !== "" ? en : zh;

export function useName(): (zh: string, en: string | null | undefined) => string {
  const { locale } = useLanguage();
  return useCallback((zh, en) => nameIn(locale, zh, en), [locale]);
}
