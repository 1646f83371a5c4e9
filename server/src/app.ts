// The whole HTTP application: what every request passes, then pages, health, documents and the contract.
import { Hono } from "hono";
import { authenticate } from "./access/authenticate.ts";
import { enterRoutes } from "./access/sign-in/sign-in-link-routes.ts";
import { signOutRoutes } from "./access/sso/back-channel-logout-routes.ts";
import { ssoRoutes } from "./access/sso/routes.ts";
import { createApi } from "./api.ts";
import { noteReads } from "./audit/audit-reads.ts";
import { docsRoutes } from "./docs-routes.ts";
import { type HealthOptions, healthRoutes } from "./health/routes.ts";
import { noteClient } from "./http/client-address.ts";
import { compressed } from "./http/compressed.ts";
import { type Folders, pageRoutes } from "./http/page-routes.ts";
import { limitBody, requireJson } from "./http/request-body.ts";
import { requestLog } from "./http/request-log.ts";
import { securityHeaders } from "./http/security-headers.ts";
import type { ServerEnv } from "./http/server-env.ts";
import { answerFault, answerProblem } from "./problem/answer-fault.ts";
import { problemOf } from "./problem/problem-error.ts";
import type { ServerContext } from "./server-context.ts";

export function createApp(context: ServerContext, options: Folders & HealthOptions): Hono<ServerEnv> {
  const api = createApi(context);
  const app = new Hono<ServerEnv>();
  app.use(noteClient(context.proxies), requestLog(context.log, context.metrics), securityHeaders);
  app.use("/api/*", compressed, limitBody, requireJson, authenticate(context), noteReads(context));
  app.route("/", healthRoutes(context, options));
  app.route("/", docsRoutes(api));
  app.route("/", enterRoutes(context));
  app.route("/", ssoRoutes(context));
  app.route("/", signOutRoutes(context));
  app.route("/", api);
  app.route("/", pageRoutes(options));
  app.notFound((c) => answerProblem(c, problemOf("not-found", `there is nothing at ${c.req.path}`)));
  app.onError(answerFault(context));
  return app;
}
