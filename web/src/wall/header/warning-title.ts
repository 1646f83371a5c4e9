// The title of a warning on its badge.

/** "汕尾市雷电黄色预警" becomes "雷电黄色" on the city's own wall, which shows the city's name beside it. */
export function warningTitle(title: string, cityNames: readonly string[]): string {
  let short = title;
  for (const city of cityNames) short = short.replace(new RegExp(`^${city}\\s*|,\\s*${city}$`), "");
  return short.replace(/预警$|\s+warning$/i, "");
}
