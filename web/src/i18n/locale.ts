// The language of a page: ?lang= first, then the stored choice, then zh-CN.
export const LOCALES = ["zh-CN", "en"] as const;
export type Locale = (typeof LOCALES)[number];

const STORED = "minqing.lang";

const asLocale = (text: string | null): Locale | null => {
  if (text === null) return null;
  return text.toLowerCase().startsWith("en") ? "en" : text.toLowerCase().startsWith("zh") ? "zh-CN" : null;
};

export function readLocale(search: string, storage: Pick<Storage, "getItem">): Locale {
  return asLocale(new URLSearchParams(search).get("lang")) ?? asLocale(storage.getItem(STORED)) ?? "zh-CN";
}

/** Stores the choice and writes it into the address, so that a reload and a shared link have it too. */
export function saveLocale(locale: Locale): void {
  localStorage.setItem(STORED, locale);
  const url = new URL(location.href);
  url.searchParams.set("lang", locale);
  history.replaceState(history.state, "", url);
}
