// The whole HTTP application: middleware of every request, then health, API document, sign-in, the contract and pages.
import { Hono } from "hono";
import { authenticate } from "./access/authenticate.ts";
import { signInLinkRoutes } from "./access/sign-in/sign-in-link-routes.ts";
import { backChannelLogoutRoutes } from "./access/sso/back-channel-logout-routes.ts";
import { ssoRoutes } from "./access/sso/routes.ts";
import { createApi } from "./api.ts";
import { auditReads } from "./audit/audit-reads.ts";
import { docsRoutes } from "./docs-routes.ts";
import { type HealthOptions, healthRoutes } from "./health/routes.ts";
import { requireAllowedHost } from "./http/allowed-hosts.ts";
import { resolveClient } from "./http/client-address.ts";
import { compressed } from "./http/compressed.ts";
import { withoutEffects } from "./http/head-requests.ts";
import { requireKnownRegion } from "./http/known-region.ts";
import { type Folders, pageRoutes } from "./http/page-routes.ts";
import { limitBody, requireJson, requireStorableText } from "./http/request-body.ts";
import { requestLog } from "./http/request-log.ts";
import { securityHeaders } from "./http/security-headers.ts";
import type { ServerEnv } from "./http/server-env.ts";
import { answerFault, answerProblem } from "./problem/answer-fault.ts";
import { problemOf } from "./problem/problem-error.ts";
import type { ServerContext } from "./server-context.ts";

export function createApp(context: ServerContext, options: Folders & HealthOptions): Hono<ServerEnv> {
  const api = createApi(context);
  const app = new Hono<ServerEnv>();
  app.use(
    resolveClient(context.proxies),
    requestLog(context.log, context.metrics),
    securityHeaders,
    requireAllowedHost(context.hosts),
    withoutEffects,
  );
  app.use(
    "/api/*",
    compressed,
    limitBody,
    requireJson,
    authenticate(context),
    requireStorableText,
    requireKnownRegion(context),
    auditReads(context),
  );
  app.route("/", healthRoutes(context, options));
  app.route("/", docsRoutes(api));
  app.route("/", signInLinkRoutes(context));
  app.route("/", ssoRoutes(context));
  app.route("/", backChannelLogoutRoutes(context));
  app.route("/", api);
  app.route("/", pageRoutes(options));
  app.notFound((c) => answerProblem(c, problemOf("not-found", `there is nothing at ${c.req.path}`)));
  app.onError(answerFault(context));
  return app;
}
