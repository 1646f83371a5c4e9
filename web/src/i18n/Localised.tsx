// Provides the language of a page and its messages. Messages are loaded per page, so the wall does not load those of
// the console.
import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { IntlProvider } from "react-intl";
import { type Locale, readLocale, saveLocale } from "./locale.ts";

export type Messages = Record<Locale, Record<string, string>>;

interface Language {
  locale: Locale;
  choose(locale: Locale): void;
}

const LanguageContext = createContext<Language>({ locale: "zh-CN", choose: () => undefined });

export const useLanguage = (): Language => useContext(LanguageContext);

export function Localised({ messages, children }: { messages: Messages; children: ReactNode }) {
  const [locale, setLocale] = useState(() => readLocale(location.search, localStorage));
  useEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);
  const choose = (next: Locale) => {
    saveLocale(next);
    setLocale(next);
  };
  return (
    <LanguageContext.Provider value={{ locale, choose }}>
      <IntlProvider locale={locale} messages={messages[locale]} timeZone="Asia/Shanghai">
        {children}
      </IntlProvider>
    </LanguageContext.Provider>
  );
}
