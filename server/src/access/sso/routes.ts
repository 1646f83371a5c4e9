// GET /sso/start redirects the browser to the identity provider, GET /sso/callback receives it back; /sso/oauth2/… does the
// same for OAuth 2. A failure redirects to the original page with a code that its sign-in form explains: signing in by
// password stays possible.
import { randomBytes } from "node:crypto";
import {
  SSO_FAILURE_PARAMETER,
  type SsoFailure,
  ssoCallbackPath,
  ssoStartPath,
} from "@minqing/core/access/single-sign-on";
import { type Context, Hono } from "hono";
import { clientAddress, originOf } from "../../http/client-address.ts";
import type { ServerEnv } from "../../http/server-env.ts";
import { ProblemError } from "../../problem/problem-error.ts";
import type { ServerContext } from "../../server-context.ts";
import { putSessionCookie } from "../session/session-cookie.ts";
import { admit } from "./admission.ts";
import { type Attempt, type Identity, ProviderFault } from "./identity-provider.ts";
import { redirectPath } from "./redirect-path.ts";
import type { SingleSignOn } from "./single-sign-on.ts";

/** The page for a browser whose cookie with the original page is gone. */
const HOME = "/wall";
/** Length of a state, a nonce, and a PKCE verifier. [RFC 7636 4.1] */
const RANDOM_BYTES = 32;
/** Names from a provider that an audit row can store. */
const NAME = /^[^\p{Cc}]{1,64}$/u;

const random = (): string => randomBytes(RANDOM_BYTES).toString("base64url");
const randomLetters = (): string => randomBytes(RANDOM_BYTES).toString("hex");

export const ssoRoutes = (context: ServerContext): Hono<ServerEnv> => {
  const app = new Hono<ServerEnv>();
  const { sso, limits } = context;
  for (const way of sso) {
    const { protocol } = way.provider;
    for (const path of [ssoStartPath(protocol), ssoCallbackPath(protocol)]) {
      app.use(path, async (c, next) => {
        c.header("cache-control", "no-store");
        // Each request makes us send one to the provider.
        await limits.address(clientAddress(c));
        await next();
      });
    }
    app.get(ssoStartPath(protocol), (c) => start(c, context, way));
    app.get(ssoCallbackPath(protocol), (c) => callback(c, context, way));
  }
  return app;
};

async function start(c: Context<ServerEnv>, { log }: ServerContext, sso: SingleSignOn): Promise<Response> {
  const target = c.req.query("to") ?? HOME;
  const to = redirectPath(target);
  if (to === null) {
    throw new ProblemError("bad-request", undefined, [
      { path: "to", expected: "the path of one of our pages", got: target.slice(0, 80) },
    ]);
  }
  const attempt: Attempt = { state: randomLetters(), nonce: random(), verifier: random() };
  try {
    const url = await sso.provider.begin(attempt);
    sso.cookie.put(c, { ...attempt, protocol: sso.provider.protocol, to });
    return c.redirect(url.href);
  } catch (fault) {
    return c.redirect(withFailure(to, logProviderFault(fault, log)));
  }
}

async function callback(c: Context<ServerEnv>, context: ServerContext, sso: SingleSignOn): Promise<Response> {
  const attempt = sso.cookie.take(c);
  const { protocol } = sso.provider;
  if (attempt === null || attempt.protocol !== protocol || attempt.state !== c.req.query("state")) {
    return refuse(c, context, { to: attempt?.to ?? HOME, failure: "expired", username: null });
  }
  const { to } = attempt;
  let identity: Identity;
  try {
    identity = await sso.provider.finish(
      new URL(`${ssoCallbackPath(protocol)}${new URL(c.req.url).search}`, sso.publicUrl),
      attempt,
    );
  } catch (fault) {
    return refuse(c, context, { to, failure: logProviderFault(fault, context.log), username: null });
  }
  const admission = await admit(context, { ...identity, provider: sso.provider }, originOf(c));
  if (!admission.ok) {
    // An administrator needs the subject to bind the person.
    context.log.info(
      { subject: identity.subject, reason: admission.failure },
      "single sign-on: the person was refused",
    );
    return refuse(c, context, { to, ...admission });
  }
  const { token, session } = admission.opened;
  putSessionCookie(c, token, session.expiresAt);
  return c.redirect(to);
}

/** Logs a fault of the provider and returns its code; throws every other fault. */
function logProviderFault(fault: unknown, log: ServerContext["log"]): SsoFailure {
  if (!(fault instanceof ProviderFault)) throw fault;
  log.warn({ reason: fault.message }, `single sign-on: the provider is ${fault.code === "away" ? "away" : "refusing"}`);
  return fault.code;
}

interface Failed {
  to: string;
  failure: SsoFailure;
  username: string | null;
}

function refuse(c: Context<ServerEnv>, { accessDenials }: ServerContext, { to, failure, username }: Failed): Response {
  if (failure !== "away") {
    const actor = username !== null && NAME.test(username) ? username : null;
    const address = clientAddress(c) || null;
    accessDenials.count({ actor, roles: [], address, action: "session.open", reason: `sso-${failure}` });
  }
  return c.redirect(withFailure(to, failure));
}

function withFailure(to: string, failure: SsoFailure): string {
  const { pathname, searchParams, hash } = new URL(to, "http://own");
  searchParams.set(SSO_FAILURE_PARAMETER, failure);
  return `${pathname}?${searchParams}${hash}`;
}
