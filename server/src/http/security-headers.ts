// Middleware: security headers. The pages have no inline scripts or styles and load nothing from other hosts.
import type { MiddlewareHandler } from "hono";
import type { ServerEnv } from "./server-env.ts";

const directives = (own: Readonly<Record<string, string>>): string =>
  Object.entries(own)
    .map(([name, value]) => `${name} ${value}`)
    .join("; ");

/**
 * The one style text that the component library writes into a page (`touch-action` of what can be pressed), by its hash.
 * `tests/web/ui/kit.browser.test.ts` finds a change of it.
 */
const LIBRARY_STYLE = "'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='";

const PAGE = {
  "default-src": "'self'",
  "script-src": "'self'",
  "worker-src": "'self'",
  "style-src": `'self' ${LIBRARY_STYLE}`,
  "img-src": "'self' data: blob:",
  "connect-src": "'self'",
  "object-src": "'none'",
  "base-uri": "'none'",
  "form-action": "'self'",
  "frame-ancestors": "'none'",
} as const;

export const PAGE_POLICY = directives(PAGE);
/** Swagger UI writes style attributes. */
export const DOCS_POLICY = directives({ ...PAGE, "style-src": "'self' 'unsafe-inline'" });

/** API responses are data: opened as a page they load, run and embed nothing. */
export const DATA_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

const policyOf = (path: string): string => {
  if (path.startsWith("/api/")) return DATA_POLICY;
  return path.startsWith("/docs") ? DOCS_POLICY : PAGE_POLICY;
};

export const securityHeaders: MiddlewareHandler<ServerEnv> = async (c, next) => {
  await next();
  const { headers } = c.res;
  headers.set("content-security-policy", policyOf(c.req.path));
  // API responses depend on the scope of the account: no cache may store them.
  if (c.req.path.startsWith("/api/") && !headers.has("cache-control")) headers.set("cache-control", "no-store");
  headers.set("x-content-type-options", "nosniff");
  headers.set("referrer-policy", "no-referrer");
  headers.set("cross-origin-opener-policy", "same-origin");
  headers.set("cross-origin-resource-policy", "same-origin");
  headers.set("permissions-policy", "camera=(), microphone=(), geolocation=(self)");
  if (c.get("client").isSecure) headers.set("strict-transport-security", "max-age=31536000; includeSubDomains");
};
