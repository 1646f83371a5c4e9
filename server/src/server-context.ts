// What the server's parts share: opened once in open-server, handed to every route.
import type { City } from "@minqing/core/city/city";
import type { Database } from "@minqing/geodata/database";
import type { Logger } from "pino";
import type { RequestLimits } from "./access/request-limits.ts";
import type { Scopes } from "./access/scope/scopes.ts";
import type { ServiceTokens } from "./access/service-token/service-tokens.ts";
import type { Sessions } from "./access/session/sessions.ts";
import type { PasswordGate } from "./access/sign-in/password-hasher.ts";
import type { SecondFactor } from "./access/sign-in/second-factor.ts";
import type { EnterLinks } from "./access/sign-in/sign-in-links.ts";
import type { SignInPolicies } from "./access/sign-in/sign-in-policies.ts";
import type { SingleSignOn } from "./access/sso/single-sign-on.ts";
import type { AccessDenials } from "./audit/access-denials.ts";
import type { AuditKey } from "./audit/key.ts";
import type { PictureReads } from "./audit/picture-reads.ts";
import type { Metrics } from "./health/metrics.ts";
import type { Proxies } from "./http/client-connection.ts";
import type { VolatileBoard } from "./live/live-layers.ts";
import type { CaseContacts } from "./privacy/case-contacts.ts";
import type { MaskingPolicies } from "./privacy/masking-policies.ts";

export interface ServerContext {
  db: Database;
  city: City;
  /** Generated data: everything is marked synthetic. */
  demo: boolean;
  log: Logger;
  /** The server's clock. */
  now(): Date;
  sessions: Sessions;
  serviceTokens: ServiceTokens;
  limits: RequestLimits;
  policies: SignInPolicies;
  scopes: Scopes;
  secondFactor: SecondFactor;
  passwords: PasswordGate;
  enterLinks: EnterLinks;
  /** None where the city has no identity provider. */
  sso: readonly SingleSignOn[];
  volatile: VolatileBoard;
  metrics: Metrics;
  /** Signs the heads of the audit trail; null where they go unsigned. */
  auditKey: AuditKey | null;
  accessDenials: AccessDenials;
  pictureReads: PictureReads;
  contacts: CaseContacts;
  maskingPolicies: MaskingPolicies;
  /** Whose forwarding headers are believed. */
  proxies: Proxies;
}
