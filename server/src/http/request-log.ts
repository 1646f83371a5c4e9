// Gives every request an id, in the response and in the log, and measures its duration.
import { randomUUID } from "node:crypto";
import type { MiddlewareHandler } from "hono";
import type { Logger } from "pino";
import type { Metrics } from "../health/metrics.ts";
import { matchedRoute } from "./matched-route.ts";
import type { ServerEnv } from "./server-env.ts";

const GIVEN = /^[\w-]{8,64}$/;
/** Slower responses are logged as warnings. */
const SLOW_MS = 1_000;

export const requestLog =
  (log: Logger, metrics: Metrics): MiddlewareHandler<ServerEnv> =>
  async (c, next) => {
    const given = c.req.header("x-request-id");
    const requestId = given !== undefined && GIVEN.test(given) ? given : randomUUID();
    c.set("requestId", requestId);
    const startedMs = performance.now();
    await next();
    const ms = performance.now() - startedMs;
    c.header("x-request-id", requestId);
    const route = matchedRoute(c) ?? "other";
    const { method, path } = c.req;
    const { status } = c.res;
    metrics.requestSeconds.observe({ method, route, status: String(status) }, ms / 1000);
    const line = { requestId, method, path, status, ms: Math.round(ms) };
    if (status >= 500 || ms > SLOW_MS) log.warn(line, "request");
    else log.debug(line, "request");
  };
