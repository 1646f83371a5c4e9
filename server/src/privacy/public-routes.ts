// Route of the public view, without a session: category, approximate place and status of the newest cases.
import { createRoute } from "@hono/zod-openapi";
import { cityDay } from "@minqing/core/organisation/validity";
import { CELL_DIGITS, PublicCases, publicPlaces, publicStatus } from "@minqing/core/privacy/public-place";
import { casesOfPeriod } from "@minqing/geodata/privacy/public-queries";
import { Cache } from "../cache.ts";
import { clientAddress } from "../http/client-address.ts";
import { jsonAnswer, newRouter } from "../http/router.ts";
import type { ServerContext } from "../server-context.ts";
import { publicView } from "./change-privacy.ts";

const TTL_MS = 60_000;
const DAY_MS = 86_400_000;
/** Max cases in the response, for telephones; places are blurred over the whole period. */
const MAX_LISTED = 500;

const list = createRoute({
  method: "get",
  path: "/cases",
  tags: ["public"],
  operationId: "listPublicCases",
  summary: "The newest cases as residents see them: no texts, no ids, no exact place where there are few cases",
  security: [],
  responses: { 200: jsonAnswer(PublicCases, "At most a minute old") },
});

async function publicCases({ db, now }: Pick<ServerContext, "db" | "now">): Promise<PublicCases> {
  const at = now();
  const { k, days, cell } = await publicView(db, at);
  const since = new Date(at.getTime() - days * DAY_MS);
  const rows = (await casesOfPeriod(db, { since, digits: CELL_DIGITS[cell] })).flatMap(({ status, ...row }) => {
    const shown = publicStatus(status);
    return shown === null ? [] : [{ ...row, status: shown }];
  });
  const items = publicPlaces(rows, k)
    .map(({ categoryNameZh, categoryNameEn, status, reportedAt, town, position }) => {
      const day = cityDay(reportedAt);
      return { categoryNameZh, categoryNameEn, status, day, town, position };
    })
    .slice(0, MAX_LISTED);
  return { items, at: at.toISOString(), days };
}

export const publicRoutes = (context: ServerContext) => {
  const cache = new Cache(TTL_MS, () => context.now().getTime());
  return newRouter().openapi(list, async (c) => {
    await context.limits.address(clientAddress(c));
    const cases = await cache.shared("cases", () => publicCases(context));
    c.header("cache-control", `public, max-age=${TTL_MS / 1000}`);
    return c.json(cases, 200);
  });
};
