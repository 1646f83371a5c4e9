// One answer for regions that do not exist, at every address that takes one: their figures would be zeros. A region outside the
// reader's scope is known, and simply shows nothing.
import { RegionCode } from "@minqing/core/region/codes";
import { isRegion } from "@minqing/geodata/region/queries";
import type { MiddlewareHandler } from "hono";
import { ProblemError } from "../problem/problem-error.ts";
import type { ServerContext } from "../server-context.ts";
import type { ServerEnv } from "./server-env.ts";

const NAMES = ["region", "parent", "town"] as const;

export const requireKnownRegion =
  ({ db }: Pick<ServerContext, "db">): MiddlewareHandler<ServerEnv> =>
  async (c, next) => {
    for (const path of NAMES) {
      const text = c.req.query(path);
      const code = RegionCode.safeParse(text);
      // The route's schema says what is wrong with the form of a code.
      if (text === undefined || !code.success) continue;
      if (!(await isRegion(db, code.data))) {
        const expected = "the code of a region or grid cell of this city";
        throw new ProblemError("bad-request", undefined, [{ path, expected, got: text.slice(0, 32) }]);
      }
    }
    await next();
  };
