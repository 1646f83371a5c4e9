// The HTTP contract under /api: every route with its schemas. Clients import its type (`hc<Api>`), never its code.
import { accountRoutes } from "./access/account/routes.ts";
import { approvalRoutes } from "./access/approval/routes.ts";
import { serviceTokenRoutes } from "./access/service-token/routes.ts";
import { sessionRoutes } from "./access/session/routes.ts";
import { sessionSelfServiceRoutes } from "./access/session/self-service-routes.ts";
import { identityLinkRoutes } from "./access/sso/identity-link-routes.ts";
import { signInOptionsRoutes } from "./access/sso/sign-in-options-routes.ts";
import { alarmRoutes } from "./alarm/routes.ts";
import { auditRoutes } from "./audit/routes.ts";
import { cameraRoutes } from "./camera/routes.ts";
import { caseRoutes } from "./case/routes.ts";
import { componentRoutes } from "./component/routes.ts";
import { detectionRoutes } from "./detection/routes.ts";
import { deviceRoutes } from "./device/routes.ts";
import { newRouter } from "./http/router.ts";
import { importRoutes } from "./import/routes.ts";
import { kpiRoutes } from "./kpi/routes.ts";
import { liveRoutes } from "./live/routes.ts";
import { dutyRoutes } from "./organisation/duty-routes.ts";
import { managedGridRoutes } from "./organisation/grid-routes.ts";
import { organisationRoutes } from "./organisation/routes.ts";
import { shiftRoutes } from "./organisation/shift-routes.ts";
import { publicRoutes } from "./privacy/public-routes.ts";
import { privacyRoutes } from "./privacy/routes.ts";
import { referenceRoutes } from "./reference-routes.ts";
import { gridRoutes, regionRoutes } from "./region/routes.ts";
import { reportRoutes } from "./report/routes.ts";
import { patrolRoutes, reachRoutes, riverRoutes } from "./river/routes.ts";
import { roadRoutes } from "./road/routes.ts";
import type { ServerContext } from "./server-context.ts";
import { observationRoutes } from "./thing/observation-routes.ts";
import { thingRoutes } from "./thing/routes.ts";
import { warningRoutes } from "./warning/routes.ts";

export const createApi = (context: ServerContext) =>
  newRouter()
    .route("/api", sessionRoutes(context))
    .route("/api", sessionSelfServiceRoutes(context))
    .route("/api", signInOptionsRoutes(context))
    .route("/api", accountRoutes(context))
    .route("/api", approvalRoutes(context))
    .route("/api", identityLinkRoutes(context))
    .route("/api", serviceTokenRoutes(context))
    .route("/api/imports", importRoutes(context))
    .route("/api/organisation", organisationRoutes(context))
    .route("/api/organisation", shiftRoutes(context))
    .route("/api/organisation", managedGridRoutes(context))
    .route("/api", dutyRoutes(context))
    .route("/api/audit", auditRoutes(context))
    .route("/api", privacyRoutes(context))
    .route("/api/public", publicRoutes(context))
    .route("/api/cases", caseRoutes(context))
    .route("/api/reports", reportRoutes(context))
    .route("/api/alarms", alarmRoutes(context))
    .route("/api/things", thingRoutes(context))
    .route("/api/observations", observationRoutes(context))
    .route("/api/cameras", cameraRoutes(context))
    .route("/api/detections", detectionRoutes(context))
    .route("/api/warnings", warningRoutes(context))
    .route("/api/regions", regionRoutes(context))
    .route("/api/grids", gridRoutes(context))
    .route("/api/components", componentRoutes(context))
    .route("/api/rivers", riverRoutes(context))
    .route("/api/reaches", reachRoutes(context))
    .route("/api/patrols", patrolRoutes(context))
    .route("/api/roads", roadRoutes(context))
    .route("/api/kpis", kpiRoutes(context))
    .route("/api", deviceRoutes(context))
    .route("/api", referenceRoutes(context))
    .route("/api", liveRoutes(context));

export type Api = ReturnType<typeof createApi>;
