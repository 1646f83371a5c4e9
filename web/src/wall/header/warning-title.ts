// What a warning is called on the badge.

/** "汕尾市雷电黄色预警" on the city's own wall is "雷电黄色": its name stands beside it. */
export function warningTitle(title: string, cityNames: readonly string[]): string {
  let short = title;
  for (const city of cityNames) short = short.replace(new RegExp(`^${city}\\s*|,\\s*${city}$`), "");
  return short.replace(/预警$|\s+warning$/i, "");
}
