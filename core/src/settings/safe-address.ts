// An address that secrets may be sent to: whoever can read or change what is said there can sign in as anybody.
const isLoopback = (host: string): boolean => ["localhost", "127.0.0.1", "[::1]"].includes(host);

export const isSafeAddress = (url: string): boolean =>
  URL.canParse(url) && (url.startsWith("https:") || (url.startsWith("http:") && isLoopback(new URL(url).hostname)));
