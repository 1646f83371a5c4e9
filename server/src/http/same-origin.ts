// Whether a request comes from our own pages. Programs send no Origin; browsers cannot leave it out where it matters.
export function isSameOrigin(origin: string | undefined, host: string | undefined): boolean {
  if (origin === undefined) return true;
  return URL.canParse(origin) && host !== undefined && new URL(origin).host === host;
}
