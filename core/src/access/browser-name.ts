// Short name of the browser of a session, from its user agent. Pure.
const PRODUCTS = [
  [/\bEdg\/(\d+)/, "Edge"],
  [/\bOPR\/(\d+)/, "Opera"],
  [/\bwxwork\/(\d+)/i, "WeCom"],
  [/\bMicroMessenger\/(\d+)/, "WeChat"],
  [/\bFirefox\/(\d+)/, "Firefox"],
  [/\b(?:Headless)?Chrome\/(\d+)/, "Chrome"],
  [/\bVersion\/(\d+).*Safari\//, "Safari"],
] as const;

const SYSTEMS = [
  [/Android/, "Android"],
  [/iPhone|iPad/, "iOS"],
  [/Windows/, "Windows"],
  [/Mac OS X/, "macOS"],
  [/Linux/, "Linux"],
] as const;

/** "Chrome 141 · Windows"; for an unknown program the first part of its user agent; null without a user agent. */
export function browserName(userAgent: string | null): string | null {
  if (userAgent === null || userAgent === "") return null;
  const system = SYSTEMS.find(([pattern]) => pattern.test(userAgent))?.[1];
  for (const [pattern, name] of PRODUCTS) {
    const version = pattern.exec(userAgent)?.[1];
    if (version !== undefined) return [`${name} ${version}`, ...(system === undefined ? [] : [system])].join(" · ");
  }
  return userAgent.split(" ")[0] ?? userAgent;
}
