// A platform in this process with OAuth 2 as in 企业微信 (errors with status 200 and a number, an access token of the program,
// a user-info call with the code), and under /other the same in another dialect: POST of JSON, nested fields, PKCE.
import { createHash, randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

export const CORP_ID = "ww0000000000000000";
export const AGENT_ID = "1000002";
export const CORP_SECRET = randomBytes(32).toString("base64url");

/** Duration of a slow response. */
export const SLOW_MS = 10_000;

/** Faults of the user-info call. */
export type Mood = "well" | "busy" | "slow" | "endless" | "html" | "status" | "moved" | "list" | "nobody";

export interface Platform {
  url: string;
  mood: Mood;
  /** Lifetime of the next access token, in seconds. */
  tokenLifeS: number;
  /** Number of access tokens issued. */
  tokens: number;
  /** Number of user-info calls. */
  asked: number;
  /** Invalidates all access tokens before their expiry. */
  revokeTokens(): void;
  close(): Promise<void>;
}

const ALPHANUMERIC = /^[a-zA-Z0-9]{1,128}$/;

interface Grant {
  login: string;
  challenge: string | null;
}

type Query = URLSearchParams;

class State {
  readonly codes = new Map<string, Grant>();
  token: string | null = null;
  readonly dead = new Set<string>();
}

export async function openPlatform(publicUrl: string): Promise<Platform> {
  const state = new State();
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const platform: Platform = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mood: "well",
    tokenLifeS: 7200,
    tokens: 0,
    asked: 0,
    revokeTokens: () => {
      if (state.token !== null) state.dead.add(state.token);
      state.token = null;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? "", platform.url);
    const query = request.method === "POST" ? new URLSearchParams(await posted(request)) : searchParams;
    if (pathname.endsWith("/authorize")) return authorize(searchParams, response);
    if (pathname === "/cgi-bin/gettoken") return send(response, getToken(query));
    if (pathname === "/cgi-bin/auth/getuserinfo") return whoCame(query, response);
    if (pathname === "/other/token") return send(response, inOtherWords(getToken(query)));
    if (pathname === "/other/user") return send(response, inOtherWords(userOf(query)));
    response.writeHead(404).end();
  }

  /** The redirect of its sign-in page for the person `as`; "" refuses. */
  function authorize(query: Query, response: ServerResponse): void {
    const back = new URL(query.get("redirect_uri") ?? "", publicUrl);
    const isRight = query.get("appid") === CORP_ID && query.get("agentid") === AGENT_ID && back.origin === publicUrl;
    if (!isRight || !ALPHANUMERIC.test(query.get("state") ?? "")) return void response.writeHead(400).end("参数错误");
    const login = query.get("as") ?? "";
    if (login !== "") {
      const code = randomBytes(24).toString("base64url");
      state.codes.set(code, { login, challenge: query.get("code_challenge") });
      back.searchParams.set("code", code);
    }
    back.searchParams.set("state", query.get("state") ?? "");
    response.writeHead(302, { location: back.href }).end();
  }

  function getToken(query: Query): object {
    if (query.get("corpid") !== CORP_ID) return { errcode: 40013, errmsg: "invalid corpid" };
    if (query.get("corpsecret") !== CORP_SECRET) {
      return { errcode: 40001, errmsg: `invalid credential ${query.get("corpsecret")}` };
    }
    platform.tokens += 1;
    state.token ??= randomBytes(32).toString("base64url");
    return { errcode: 0, errmsg: "ok", access_token: state.token, expires_in: platform.tokenLifeS };
  }

  function userOf(query: Query): object {
    const [token, code] = [query.get("access_token") ?? "", query.get("code") ?? ""];
    platform.asked += 1;
    if (state.dead.has(token)) return { errcode: 42001, errmsg: `access_token expired ${token}` };
    if (token !== state.token) return { errcode: 40014, errmsg: "invalid access_token" };
    const grant = state.codes.get(code);
    state.codes.delete(code);
    if (grant === undefined || !isProven(grant, query)) return { errcode: 40029, errmsg: `invalid code ${code}` };
    const member = grant.login.startsWith("guest") ? { openid: grant.login } : { userid: grant.login };
    return { errcode: 0, errmsg: "ok", ...member };
  }

  async function whoCame(query: Query, response: ServerResponse): Promise<void> {
    const { mood } = platform;
    if (mood === "well") return send(response, userOf(query));
    if (mood === "nobody") return send(response, { errcode: 0, errmsg: "ok" });
    if (mood === "busy") return send(response, { errcode: -1, errmsg: "system busy" });
    if (mood === "list") return send(response, []);
    if (mood === "html") return void response.end(`<p>维护中 ${query}</p>`);
    if (mood === "status") return void response.writeHead(502).end("{}");
    if (mood === "moved") return void response.writeHead(302, { location: "https://elsewhere.test/" }).end();
    if (mood === "slow") await delay(SLOW_MS);
    else for (let i = 0; i < 1_000 && !response.destroyed; i += 1) await written(response, " ".repeat(16 * 1024));
    response.end("{}");
  }
  return platform;
}

const isProven = ({ challenge }: Grant, query: Query): boolean =>
  challenge === null ||
  challenge ===
    createHash("sha256")
      .update(query.get("code_verifier") ?? "")
      .digest("base64url");

/** `{"status": 1000, "result": {"token": …}}` */
function inOtherWords(said: object): object {
  const { errcode, access_token: token, expires_in: life, userid } = said as Record<string, unknown>;
  const status = errcode === 0 ? 1000 : errcode;
  return { status, result: { token, life, person: { no: userid, account: String(userid).toLowerCase() } } };
}

const send = (response: ServerResponse, body: object): void =>
  void response.setHeader("content-type", "application/json; charset=UTF-8").end(JSON.stringify(body));

const written = (response: ServerResponse, text: string): Promise<void> =>
  new Promise((resolve) => response.write(text, () => resolve()));

async function posted(request: IncomingMessage): Promise<Record<string, string>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString()) as Record<string, string>;
}

/** Signs in at its page; returns the path of the redirect back. */
export const signInThere =
  (login: string) =>
  async (authorization: string): Promise<string> => {
    const url = new URL(authorization);
    // A browser does not send the fragment.
    url.searchParams.set("as", login);
    const response = await fetch(url, { redirect: "manual" });
    const { pathname, search } = new URL(response.headers.get("location") ?? "no way back");
    return `${pathname}${search}`;
  };
