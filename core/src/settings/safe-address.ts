// Whether secrets may be sent to an address: anyone who can read or change that traffic can sign in as any account.
const isLoopback = (host: string): boolean => ["localhost", "127.0.0.1", "[::1]"].includes(host);

export const isSafeAddress = (url: string): boolean =>
  URL.canParse(url) && (url.startsWith("https:") || (url.startsWith("http:") && isLoopback(new URL(url).hostname)));
