// The context shared by the server's parts: created once in open-server, passed to every route.
import type { City } from "@minqing/core/city/city";
import type { Database } from "@minqing/geodata/database";
import type { Logger } from "pino";
import type { RequestLimits } from "./access/request-limits.ts";
import type { Scopes } from "./access/scope/scopes.ts";
import type { ServiceTokens } from "./access/service-token/service-tokens.ts";
import type { Sessions } from "./access/session/sessions.ts";
import type { KnownBrowsers } from "./access/sign-in/known-browser.ts";
import type { PasswordHasher } from "./access/sign-in/password-hasher.ts";
import type { SecondFactor } from "./access/sign-in/second-factor.ts";
import type { SignInLinks } from "./access/sign-in/sign-in-links.ts";
import type { SignInPolicies } from "./access/sign-in/sign-in-policies.ts";
import type { SingleSignOn } from "./access/sso/single-sign-on.ts";
import type { RequestFingerprints } from "./act/request-fingerprints.ts";
import type { AccessDenials } from "./audit/access-denials.ts";
import type { AuditKey } from "./audit/key.ts";
import type { PictureReads } from "./audit/picture-reads.ts";
import type { Metrics } from "./health/metrics.ts";
import type { AllowedHosts } from "./http/allowed-hosts.ts";
import type { Proxies } from "./http/client-connection.ts";
import type { LiveLayers } from "./live/live-layers.ts";
import type { MaskingPolicies } from "./privacy/masking-policies.ts";
import type { ReportContacts } from "./privacy/report-contacts.ts";

export interface ServerContext {
  db: Database;
  city: City;
  /** Identifies the build of the program and its pages: what screens have read from another one is read again. */
  build: string;
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
  passwords: PasswordHasher;
  browsers: KnownBrowsers;
  signInLinks: SignInLinks;
  /** Empty where the city has no identity provider. */
  sso: readonly SingleSignOn[];
  liveLayers: LiveLayers;
  metrics: Metrics;
  /** Signs the heads of the audit trail; null: heads are unsigned. */
  auditKey: AuditKey | null;
  accessDenials: AccessDenials;
  pictureReads: PictureReads;
  contacts: ReportContacts;
  fingerprints: RequestFingerprints;
  maskingPolicies: MaskingPolicies;
  /** The names by which this server may be addressed. */
  hosts: AllowedHosts;
  /** Proxies whose forwarding headers are trusted. */
  proxies: Proxies;
}
