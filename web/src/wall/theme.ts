// The four themes (专题) of the wall, in the order of their keys.
export const THEMES = ["emergency", "river", "urban", "traffic"] as const;
export type Theme = (typeof THEMES)[number];

export const isTheme = (text: string | null): text is Theme =>
  text !== null && (THEMES as readonly string[]).includes(text);

/** Keys 1 to 4. */
export const themeOfKey = (key: string): Theme | null => THEMES[Number(key) - 1] ?? null;
