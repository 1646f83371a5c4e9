// The server with a certificate: pages, sign-in and sockets over TLS, and the security headers over TLS, behind a proxy and
// without TLS.
import { request as plainRequest } from "node:http";
import { request as secureRequest } from "node:https";
import { cityByCode } from "@minqing/core/city/city";
import { createLocalBus } from "@minqing/core/live/local-bus";
import type { Database } from "@minqing/geodata/database";
import { TlsIdentity } from "@minqing/geodata/process/tls/tls-identity";
import { type OpenServer, openServer } from "@minqing/server/open-server";
import { io, type Socket } from "socket.io-client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeCa } from "../services/certificates.ts";
import { PASSWORD, quiet, SEED_TIMEOUT_MS, seededCity } from "./open-app.ts";

const ca = makeCa("ca");
const other = makeCa("other");
const place = ca.issue("city");
let db: Database;
let secure: OpenServer;
let plain: OpenServer;

const open = (tls: TlsIdentity | null) =>
  openServer({
    db,
    bus: createLocalBus(),
    log: quiet,
    demo: true,
    secret: "s".repeat(32),
    host: "127.0.0.1",
    port: 0,
    city: cityByCode("441500"),
    webDir: "/nowhere",
    basemapDir: "/nowhere",
    tls,
  });

beforeAll(async () => {
  ({ db } = await seededCity(new Date()));
  secure = await open(await TlsIdentity.open({ ...place, clientCaFile: null }, { log: quiet }));
  plain = await open(null);
}, SEED_TIMEOUT_MS);
afterAll(async () => {
  await Promise.all([secure.close(), plain.close()]);
  ca.remove();
  other.remove();
});

interface Asked {
  method?: string;
  headers?: Record<string, string>;
  body?: unknown;
  trust?: string;
}

interface Answered {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}

function ask(url: string, { method = "GET", headers = {}, body, trust = ca.cert }: Asked = {}): Promise<Answered> {
  const text = body === undefined ? "" : JSON.stringify(body);
  const brought = body === undefined ? {} : { "content-type": "application/json", "content-length": text.length };
  const options = { method, headers: { ...headers, ...brought } };
  return new Promise((resolve, reject) => {
    const asked = url.startsWith("https:") ? secureRequest(url, { ...options, ca: trust }) : plainRequest(url, options);
    asked.once("error", reject);
    asked.once("response", (response) => {
      response.setEncoding("utf8");
      let heard = "";
      response.on("data", (piece: string) => (heard += piece));
      response.once("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text: heard }));
    });
    asked.end(text);
  });
}

const signIn = (at: OpenServer, headers: Record<string, string> = {}) =>
  ask(`${at.url}/api/session`, { method: "POST", headers, body: { username: "leader", password: PASSWORD } });

const cookieOf = ({ headers }: Answered): string => String(headers["set-cookie"]);
const pairOf = (answer: Answered): string => cookieOf(answer).split(";")[0] ?? "";

async function connects(url: string, options: Parameters<typeof io>[1]): Promise<Socket> {
  const socket = io(url, { transports: ["websocket"], forceNew: true, reconnection: false, ...options });
  return new Promise((resolve, reject) => {
    socket.once("connect", () => resolve(socket));
    socket.once("connect_error", (fault) => {
      socket.close();
      reject(fault);
    });
  });
}

describe("over TLS", () => {
  test("the address is https, and a client that does not know the CA does not speak to it", async () => {
    expect(secure.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    expect((await ask(`${secure.url}/healthz`)).status).toBe(200);
    await expect(ask(`${secure.url}/healthz`, { trust: other.cert })).rejects.toThrow(/verify|self-signed/);
    await expect(ask(`${secure.url.replace("https", "http")}/healthz`)).rejects.toThrow();
  });

  test("the browser is told to stay with TLS, and gets a cookie of this host alone", async () => {
    const answer = await signIn(secure);
    expect(answer.headers["strict-transport-security"]).toBe("max-age=31536000; includeSubDomains");
    expect(cookieOf(answer)).toMatch(/^__Host-minqing=[\w-]+; Path=\/; Expires=.*; HttpOnly; Secure; SameSite=Strict$/);
    const session = `${secure.url}/api/session`;
    const cookie = pairOf(answer);
    expect((await ask(session, { headers: { cookie } })).status).toBe(200);
    // A neighbouring host, or an attacker on an unencrypted connection, can set the cookie name without the prefix.
    const planted = cookie.replace("__Host-", "");
    expect((await ask(session, { headers: { cookie: planted } })).status).toBe(401);
    const out = await ask(session, { method: "DELETE", headers: { cookie } });
    expect(cookieOf(out)).toMatch(/^__Host-minqing=; .*Secure/);
    expect((await ask(session, { headers: { cookie } })).status).toBe(401);
  });

  test("live screens come over wss with the same cookie; a planted one opens nothing", async () => {
    const cookie = pairOf(await signIn(secure));
    const socket = await connects(secure.url, { ca: ca.cert, extraHeaders: { cookie } });
    expect(socket.connected).toBe(true);
    socket.close();
    const planted = { cookie: cookie.replace("__Host-", "") };
    await expect(connects(secure.url, { ca: ca.cert, extraHeaders: planted })).rejects.toThrow(/not-signed-in/);
    await expect(connects(secure.url, { ca: other.cert, extraHeaders: { cookie } })).rejects.toThrow();
  });
});

describe("in the clear", () => {
  test("nothing is said of TLS, whatever a stranger's header claims of it", async () => {
    const answer = await signIn(plain);
    expect(answer.headers["strict-transport-security"]).toBeUndefined();
    expect(cookieOf(answer)).toMatch(/^minqing=[\w-]+; Path=\/; Expires=.*; HttpOnly; SameSite=Strict$/);
  });

  test("a proxy on this machine that ends TLS is believed: HSTS, Secure, and sockets by that cookie", async () => {
    const behind = { "x-forwarded-proto": "https", "x-forwarded-for": "203.0.113.7" };
    const answer = await signIn(plain, behind);
    expect(answer.headers["strict-transport-security"]).toMatch(/^max-age=31536000/);
    expect(cookieOf(answer)).toMatch(/^__Host-minqing=.*Secure/);
    const cookie = pairOf(answer);
    (await connects(plain.url, { extraHeaders: { ...behind, cookie } })).close();
    await expect(connects(plain.url, { extraHeaders: { cookie } })).rejects.toThrow(/not-signed-in/);
  });
});
