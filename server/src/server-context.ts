// What the server's parts share: opened once in open-server, handed to every route.
import type { City } from "@minqing/core/city/city";
import type { Database } from "@minqing/geodata/database";
import type { Logger } from "pino";
import type { EnterLinks } from "./access/enter-links.ts";
import type { RequestLimits } from "./access/request-limits.ts";
import type { SecondFactor } from "./access/second-factor.ts";
import type { Sessions } from "./access/sessions.ts";
import type { SignInPolicies } from "./access/sign-in-policies.ts";
import type { SingleSignOn } from "./access/sso/single-sign-on.ts";
import type { AuditKey } from "./audit/key.ts";
import type { RefusalCounter } from "./audit/refusals.ts";
import type { Metrics } from "./health/metrics.ts";
import type { Proxies } from "./http/client-address.ts";
import type { VolatileBoard } from "./live/volatile-board.ts";

export interface ServerContext {
  db: Database;
  city: City;
  /** Generated data: everything is marked synthetic. */
  demo: boolean;
  log: Logger;
  /** The server's clock. */
  now(): Date;
  sessions: Sessions;
  limits: RequestLimits;
  policies: SignInPolicies;
  secondFactor: SecondFactor;
  enterLinks: EnterLinks;
  /** Null where the city has no identity provider. */
  sso: SingleSignOn | null;
  volatile: VolatileBoard;
  metrics: Metrics;
  /** Signs the heads of the audit trail; null where they go unsigned. */
  auditKey: AuditKey | null;
  refusals: RefusalCounter;
  /** Whose forwarding headers are believed. */
  proxies: Proxies;
}
