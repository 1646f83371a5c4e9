// Opens the server: HTTP, realtime hub and sweeps over one database. Closes them in reverse.
import type { Server } from "node:http";
import { getRequestListener } from "@hono/node-server";
import type { City } from "@minqing/core/city/city";
import type { LiveBus } from "@minqing/core/live/bus";
import type { Database } from "@minqing/geodata/database";
import { RepeatedWork } from "@minqing/geodata/process/repeated-work";
import type { PasswordCost } from "@minqing/geodata/process/secret/password";
import type { TlsIdentity } from "@minqing/geodata/process/tls/tls-identity";
import { latestNumbers, latestPositions } from "@minqing/geodata/thing/live-queries";
import type { Logger } from "pino";
import { PER_ACCOUNT, PER_ADDRESS, RequestLimits } from "./access/request-limits.ts";
import { Scopes } from "./access/scope/scopes.ts";
import { ServiceTokens } from "./access/service-token/service-tokens.ts";
import { Sessions } from "./access/session/sessions.ts";
import { KnownBrowsers } from "./access/sign-in/known-browser.ts";
import { PasswordHasher } from "./access/sign-in/password-hasher.ts";
import { SecondFactor } from "./access/sign-in/second-factor.ts";
import { SignInLinks } from "./access/sign-in/sign-in-links.ts";
import { SIGN_IN_POLICY } from "./access/sign-in/sign-in-policies.ts";
import { AttemptCookie } from "./access/sso/attempt-cookie.ts";
import type { SingleSignOnOptions } from "./access/sso/single-sign-on.ts";
import { RequestFingerprints } from "./act/request-fingerprints.ts";
import { startAcknowledgeSweep } from "./alarm/acknowledge-sweep.ts";
import { createApp } from "./app.ts";
import { AccessDenials } from "./audit/access-denials.ts";
import type { Anchor } from "./audit/anchor.ts";
import type { AuditKey } from "./audit/key.ts";
import { PictureReads } from "./audit/picture-reads.ts";
import { startAudit } from "./audit/start-audit.ts";
import { startDeadlineSweep } from "./case/deadline-sweep.ts";
import { startOpeningSweep } from "./case/opening-sweep.ts";
import { createMetrics } from "./health/metrics.ts";
import { AllowedHosts } from "./http/allowed-hosts.ts";
import { Proxies } from "./http/client-connection.ts";
import { makeServer, type ReceiveTimeouts } from "./http/make-server.ts";
import { buildOf } from "./live/board-key.ts";
import { Hub } from "./live/hub.ts";
import { LiveLayers } from "./live/live-layers.ts";
import { MASKING_POLICY } from "./privacy/masking-policies.ts";
import { ReportContacts } from "./privacy/report-contacts.ts";
import { startResealing } from "./privacy/resealing.ts";
import { startPurging } from "./purge-expired.ts";
import { type SealingSecrets, sealingSecretsOf } from "./sealing/sealing-secrets.ts";
import type { ServerContext } from "./server-context.ts";
import { CachedSetting } from "./setting/cached-setting.ts";

const CLOSE_MS = 2_000;
/** How long a value lost on the bus may be missing on a screen. */
const REREAD_EVERY_MS = 60_000;

export interface ServerOptions {
  db: Database;
  bus: LiveBus;
  log: Logger;
  city: City;
  /** Generated data: everything is marked synthetic. */
  demo: boolean;
  secret: string;
  /** Seal contacts and second factors; absent: `secret` seals both. */
  sealing?: SealingSecrets;
  host: string;
  /** 0: any free port. */
  port: number;
  /** Absent: plain HTTP. */
  tls?: TlsIdentity | null;
  /** Host names of this server, besides its addresses; absent: any (tests, tools). */
  hosts?: readonly string[];
  /** Addresses and networks of proxies whose forwarding headers are trusted, besides this machine's. */
  proxies?: readonly string[];
  /** Time limits for receiving a request. */
  timeouts?: ReceiveTimeouts;
  webDir: string;
  basemapDir: string;
  metricsToken?: string | null;
  /** True where the bus may lose batches (a broker that was away): the newest values are then read from the database at intervals. */
  isBusLossy?: boolean;
  /** Runs work that needs the database owner's rights; absent: `db` has them. */
  asOwner?: (work: (owner: Database) => Promise<number>) => Promise<number>;
  /** Signs the heads of the audit trail; absent: heads are unsigned. */
  auditKey?: AuditKey | null;
  /** Stores the heads outside the database. */
  auditAnchor?: Anchor | null;
  /** Absent: sign-in by password only. */
  sso?: readonly SingleSignOnOptions[];
  now?: () => Date;
}

export interface OpenServer {
  url: string;
  close(): Promise<void>;
  /** Creates a one-time link that signs this account in. */
  createSignInLink(username: string): string;
}

/** Creates the context shared by all parts of the server; tests of routes use it without a socket. */
export function createContext(
  options: Pick<
    ServerOptions,
    "db" | "log" | "city" | "demo" | "secret" | "sealing" | "auditKey" | "sso" | "hosts" | "proxies" | "now"
  > & {
    limits?: RequestLimits;
    /** Absent: one for all (tests, tools). */
    build?: string;
    /** The cost of new password hashes; tests use a cheaper one. */
    passwordCost?: PasswordCost;
  },
): ServerContext {
  const { db, log, city, demo, secret, sso = [] } = options;
  const now = options.now ?? (() => new Date());
  const policies = new CachedSetting(db, SIGN_IN_POLICY, now);
  const scopes = new Scopes(db, now);
  const cookie = new AttemptCookie(secret, now);
  const sealing = options.sealing ?? sealingSecretsOf(secret);
  return {
    db,
    log,
    city,
    build: options.build ?? "unbuilt",
    demo,
    now,
    policies,
    scopes,
    sessions: new Sessions({ db, secret, city, demo, now, policies, scopes }),
    serviceTokens: new ServiceTokens({ db, secret, city, demo, now, scopes }),
    limits: options.limits ?? new RequestLimits(PER_ACCOUNT, PER_ADDRESS),
    passwords: new PasswordHasher(options.passwordCost),
    secondFactor: new SecondFactor(sealing.factor, now, log),
    browsers: new KnownBrowsers(secret),
    signInLinks: new SignInLinks(now),
    sso: sso.map((options) => ({ ...options, cookie })),
    liveLayers: new LiveLayers(),
    metrics: createMetrics(),
    auditKey: options.auditKey ?? null,
    accessDenials: new AccessDenials({ db, log, now }),
    pictureReads: new PictureReads({ db, log, now }),
    contacts: new ReportContacts(sealing.contact, log),
    fingerprints: new RequestFingerprints(sealing.contact),
    maskingPolicies: new CachedSetting(db, MASKING_POLICY, now),
    hosts: new AllowedHosts(options.hosts ?? null),
    proxies: new Proxies(options.proxies ?? []),
  };
}

export async function openServer(options: ServerOptions): Promise<OpenServer> {
  const context = createContext({ ...options, build: await buildOf(options.webDir) });
  const { db } = context;
  const { webDir, basemapDir, metricsToken = null } = options;
  const app = createApp(context, { webDir, basemapDir, metricsToken });
  const tls = options.tls ?? null;
  const http = makeServer(tls, getRequestListener(app.fetch, { overrideGlobalObjects: false }), options.timeouts);
  const hub = await Hub.open(http, options.bus, context);
  // Read after the hub subscribed to the bus, so that no value between the two is missed.
  await readLatest(context);
  const rereading = options.isBusLossy === true ? [startRereading(context)] : [];
  const asOwner = options.asOwner ?? ((work) => work(db));
  const parts = [
    ...rereading,
    startOpeningSweep(context),
    startDeadlineSweep(context),
    startAcknowledgeSweep(context),
    startPurging(context, asOwner),
    startResealing(context, asOwner),
  ];
  const audit = await startAudit(context, options.auditAnchor ?? null);
  const url = `${tls === null ? "http" : "https"}://${await listen(http, options.host, options.port)}`;
  return {
    url,
    createSignInLink: (username) => `${url}/enter?token=${context.signInLinks.create(username)}`,
    close: async () => {
      await Promise.all(parts.map((part) => part.close()));
      // Closes the HTTP server with its sockets; pending responses get a moment to finish.
      const closing = setTimeout(() => http.closeAllConnections(), CLOSE_MS);
      await hub.close();
      clearTimeout(closing);
      // After the last change, so that its audit row is under the last head.
      await audit.close();
    },
  };
}

async function readLatest({ db, liveLayers }: Pick<ServerContext, "db" | "liveLayers">): Promise<void> {
  liveLayers.put({ positions: await latestPositions(db), values: await latestNumbers(db) });
}

const startRereading = (context: ServerContext): RepeatedWork =>
  new RepeatedWork({
    everyMs: REREAD_EVERY_MS,
    work: () => readLatest(context),
    onFault: (fault) => context.log.error({ err: fault }, "reading the newest values failed; trying again"),
  });

/** Listens, and returns host and port for a client on this machine. */
async function listen(http: Server, host: string, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    http.once("error", reject);
    http.listen(port, host, () => {
      http.off("error", reject);
      resolve();
    });
  });
  const address = http.address();
  if (address === null || typeof address === "string") throw new Error(`expected a TCP address, got ${address}`);
  const name = address.family === "IPv6" ? `[${address.address}]` : address.address;
  return `${["0.0.0.0", "[::]"].includes(name) ? "127.0.0.1" : name}:${address.port}`;
}
