// A real OpenID Connect provider in this process, and a simple browser that signs in at it.
import { createPrivateKey, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Provider } from "oidc-provider";
import type { Request } from "./sso-visit.ts";

export const CLIENT_ID = "minqing";
export const CLIENT_SECRET = randomBytes(24).toString("base64url");
export const PUBLIC_URL = "https://minqing.test";
const CALLBACK = "/sso/callback";
const SIGN_OUT = "/sso/back-channel-logout";

export interface TestProvider {
  issuer: string;
  /** Sets where logout notices are sent from now on. */
  tellSignOuts(request: Request): void;
  /** Logout notices that were sent, with the responses. */
  notices: { token: string; status: number }[];
  /** Signs a token with the provider's own key. */
  sign(claims: object, header?: object): string;
  /** Gives this person a name other than their id. */
  rename(sub: string, name: string): void;
  /** Stops the provider. */
  stop(): Promise<void>;
  /** Starts it again at the same address. */
  start(): Promise<void>;
}

interface Choices {
  /** Where the account's name is sent: the standard lets the provider choose. */
  tells: "id-token" | "userinfo";
  host?: "127.0.0.1" | "localhost";
  /** This program's address. */
  publicUrl?: string;
  /** Publishes another key than the one that signs. */
  isForged?: boolean;
}

export async function openProvider(choices: Choices): Promise<TestProvider> {
  const server = createServer();
  const port = await listen(server, 0);
  const issuer = `http://${choices.host ?? "127.0.0.1"}:${port}`;
  const names = new Map<string, string>();
  const key = newKey();
  const notices: TestProvider["notices"] = [];
  let request: Request | null = null;
  const provider = newProvider(issuer, choices, {
    names,
    key,
    // By default the provider refuses to call private addresses, which include this machine.
    tell: async (url, init) => {
      if (request === null) throw new Error(`expected nobody to be told, got ${url}`);
      const answer = await request(new URL(url).pathname, init);
      const token = new URLSearchParams(`${init.body}`).get("logout_token") ?? "";
      notices.push({ token, status: answer.status });
      return answer;
    },
  });
  const handle = provider.callback();
  const { kty, n, e, ...rest } = newKey();
  const published = { keys: [{ kty, n, e, kid: rest.kid, use: rest.use, alg: rest.alg }] };
  server.on("request", (asked, response) => {
    if (asked.url?.startsWith("/interaction/") === true) void login(provider, asked, response);
    else if (choices.isForged === true && asked.url === "/jwks") response.end(JSON.stringify(published));
    else void handle(asked, response);
  });
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  const start = async () => void (await listen(server, port));
  return {
    issuer,
    notices,
    stop,
    start,
    rename: (sub, name) => void names.set(sub, name),
    tellSignOuts: (way) => {
      request = way;
    },
    sign: (claims, header = {}) => signed(key, claims, header),
  };
}

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A signed token [RFC 7515] with a given header. */
export function signed(key: Key, claims: object, header: object = {}): string {
  const text = `${part({ alg: "RS256", kid: key.kid, typ: "logout+jwt", ...header })}.${part(claims)}`;
  const signature = sign("sha256", Buffer.from(text), createPrivateKey({ key, format: "jwk" }));
  return `${text}.${signature.toString("base64url")}`;
}

export type Key = ReturnType<typeof newKey>;

export const newKey = () => {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return { ...privateKey.export({ format: "jwk" }), kid: "the key", use: "sig", alg: "RS256" };
};

interface Parts {
  names: ReadonlyMap<string, string>;
  key: Key;
  tell(url: string, init: RequestInit): Promise<Response>;
}

function newProvider(
  issuer: string,
  { tells, publicUrl = PUBLIC_URL }: Choices,
  { names, key, tell }: Parts,
): Provider {
  const client = {
    client_id: CLIENT_ID,
    client_secret: CLIENT_SECRET,
    redirect_uris: [`${publicUrl}${CALLBACK}`],
    backchannel_logout_uri: `${publicUrl}${SIGN_OUT}`,
    backchannel_logout_session_required: true,
  };
  return new Provider(issuer, {
    clients: [client],
    jwks: { keys: [key] },
    fetch: (url, init) => tell(String(url), init as RequestInit),
    cookies: { keys: [randomBytes(16).toString("hex")] },
    claims: { openid: ["sub", "amr"], profile: ["preferred_username"] },
    conformIdTokenClaims: tells === "userinfo",
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false }, backchannelLogout: { enabled: true } },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    ttl: { AccessToken: 60, AuthorizationCode: 60, Grant: 60, IdToken: 60, Interaction: 60, Session: 60 },
    findAccount: (_, sub) => ({
      accountId: sub,
      claims: () => ({ sub, ...(sub === "nameless" ? {} : { preferred_username: names.get(sub) ?? sub }) }),
    }),
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({ clientId: CLIENT_ID, accountId: oidc.session?.accountId ?? "" });
      grant.addOIDCScope("openid profile");
      await grant.save();
      return grant;
    },
  });
}

const FORM =
  "<!doctype html><title>identity platform</title><form method=post><input name=login><button>go</button></form>";

/** The fields of the provider's sign-in form: the person, and the authentication methods. */
async function login(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const posted: Buffer[] = [];
  for await (const chunk of request) posted.push(chunk);
  const form = new URLSearchParams(Buffer.concat(posted).toString());
  const accountId = form.get("login");
  if (accountId === null) response.setHeader("content-type", "text/html").end(FORM);
  else if (accountId === "") await provider.interactionFinished(request, response, { error: "access_denied" });
  else {
    const amr = form.get("amr")?.split(" ") ?? ["pwd"];
    await provider.interactionFinished(request, response, { login: { accountId, amr } });
  }
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

interface Step {
  url: string;
  /** The fields to post; null where the page has no form. */
  form: URLSearchParams | null;
}

/** A browser profile that follows redirects itself. */
export class Browser {
  readonly #cookies = new Map<string, string>();

  /** The redirect of the response; null for a page. */
  async go(step: Step): Promise<string | null> {
    const location = (await this.open(step)).headers.get("location");
    return location === null ? null : new URL(location, step.url).href;
  }

  async open({ url, form }: Step): Promise<Response> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const method = form === null ? "GET" : "POST";
    const response = await fetch(url, { method, headers: { cookie }, body: form, redirect: "manual" });
    for (const set of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      this.#cookies.set(name, value);
    }
    if (response.status >= 400) throw new Error(`expected ${url} to answer, got ${response.status}`);
    return response;
  }
}

const MAX_STEPS = 10;

/** Signs in at the provider's form; returns the path of the redirect back. */
export async function signInAt(
  authorization: string,
  login: string,
  amr = "pwd",
  browser = new Browser(),
): Promise<string> {
  let step: Step = { url: authorization, form: null };
  for (let steps = 0; steps < MAX_STEPS; steps += 1) {
    const leadsTo = await browser.go(step);
    if (leadsTo?.startsWith(`${PUBLIC_URL}${CALLBACK}`) === true) return leadsTo.slice(PUBLIC_URL.length);
    step =
      leadsTo === null ? { url: step.url, form: new URLSearchParams({ login, amr }) } : { url: leadsTo, form: null };
  }
  throw new Error(`expected the way back within ${MAX_STEPS} steps, got to ${step.url}`);
}

/** Signs out at the provider and confirms its question. */
export async function signOutAt({ issuer }: TestProvider, browser: Browser): Promise<void> {
  const page = await (await browser.open({ url: `${issuer}/session/end`, form: null })).text();
  const action = /action="([^"]+)"/.exec(page)?.[1];
  const xsrf = /name="xsrf" value="([^"]+)"/.exec(page)?.[1];
  if (action === undefined || xsrf === undefined) throw new Error(`expected a form to sign out with, got ${page}`);
  await browser.open({ url: action, form: new URLSearchParams({ xsrf, logout: "yes" }) });
}
