// Where a browser may be sent after signing in: a page of ours, and nothing that only looks like one.
import { PAGES } from "../../http/page-routes.ts";

const MAX_CHARACTERS = 1_000;
const OWN = "http://own";

/** The path in the form that a header can hold; null for every other place. */
export function ownPage(to: string): string | null {
  if (!to.startsWith("/") || to.length > MAX_CHARACTERS || !URL.canParse(to, OWN)) return null;
  const { origin, pathname, search, hash } = new URL(to, OWN);
  const [, page = ""] = pathname.split("/");
  return origin === OWN && PAGES.some((own) => own === page) ? `${pathname}${search}${hash}` : null;
}
