// Validates the page to return to after sign-in: only our own pages, so that no open redirect arises.
import { PAGES } from "../../http/page-routes.ts";

const MAX_CHARACTERS = 1_000;
const OWN = "http://own";

/** The path, encoded for a header; null for any other target. */
export function redirectPath(to: string): string | null {
  if (!to.startsWith("/") || to.length > MAX_CHARACTERS || !URL.canParse(to, OWN)) return null;
  const { origin, pathname, search, hash } = new URL(to, OWN);
  const [, page = ""] = pathname.split("/");
  return origin === OWN && PAGES.some((own) => own === page) ? `${pathname}${search}${hash}` : null;
}
