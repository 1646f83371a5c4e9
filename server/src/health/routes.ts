// Routes /healthz, /readyz and /metrics.
import { timingSafeEqual } from "node:crypto";
import { headCursor } from "@minqing/geodata/change/queries";
import { pendingMigrations } from "@minqing/geodata/migration/migrate";
import { Hono } from "hono";
import { isLoopback } from "../http/client-address.ts";
import type { ServerEnv } from "../http/server-env.ts";
import { ProblemError } from "../problem/problem-error.ts";
import type { ServerContext } from "../server-context.ts";
import { gatewayHealth } from "./gateway-health.ts";

export interface HealthOptions {
  metricsToken: string | null;
}

const matches = (given: string, expected: string): boolean => {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
};

export function healthRoutes(
  { db, now, metrics, hosts }: ServerContext,
  { metricsToken }: HealthOptions,
): Hono<ServerEnv> {
  const app = new Hono<ServerEnv>();
  app.get("/healthz", (c) => c.json({ status: "alive" }));
  app.get("/readyz", async (c) => {
    // Throws where the database is away: answered with 503, as on every route.
    const pending = await pendingMigrations(db);
    if (pending.length > 0)
      throw new ProblemError("database-away", `expected a migrated database, got one without ${pending.join(", ")}`);
    const head = await headCursor(db);
    const gateway = await gatewayHealth(db, now());
    return c.json({ status: gateway.isHearing ? "ready" : "degraded", database: db.driver, head, gateway }, 200);
  });
  app.get("/metrics", async (c) => {
    const bearer = c.req.header("authorization")?.replace(/^Bearer /i, "") ?? null;
    const isOwnName = hosts.isOwn(c.req.header("host") ?? "localhost");
    const isAllowed =
      (isLoopback(c) && isOwnName) || (metricsToken !== null && bearer !== null && matches(bearer, metricsToken));
    if (!isAllowed) throw new ProblemError("not-signed-in", "expected the metrics token, got none or another one");
    return c.body(await metrics.registry.metrics(), 200, { "content-type": metrics.registry.contentType });
  });
  return app;
}
