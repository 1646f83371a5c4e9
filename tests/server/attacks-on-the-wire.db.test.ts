// Attacks below HTTP, with raw bytes on real connections. Other clients must not be affected.
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { cityByCode } from "@minqing/core/city/city";
import { createLocalBus } from "@minqing/core/live/local-bus";
import { type OpenServer, openServer } from "@minqing/server/open-server";
import { io, type Socket } from "socket.io-client";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { PASSWORD, quiet, SEED_TIMEOUT_MS, seededCity } from "./open-app.ts";

let server: OpenServer;
let port = 0;
const RECEIVE_TIMEOUTS = { headersTimeout: 400, requestTimeout: 800, connectionsCheckingInterval: 100 };
const sockets: Socket[] = [];

beforeAll(async () => {
  const { db } = await seededCity(new Date());
  server = await openServer({
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
    timeouts: RECEIVE_TIMEOUTS,
  });
  port = Number(new URL(server.url).port);
}, SEED_TIMEOUT_MS);
afterAll(() => server.close());
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.close();
});

interface Heard {
  text: string;
  ms: number;
}

/** Sends pieces with a pause before each but the first, and reads until the server closes; null if it does not. */
function say(pieces: readonly string[], pauseMs = 0, timeoutMs = 30_000): Promise<Heard | null> {
  const startedAt = performance.now();
  let text = "";
  const socket = connect(port, "127.0.0.1");
  socket.setEncoding("utf8");
  socket.on("data", (piece: string) => (text += piece));
  const closed = new Promise<Heard>((resolve) => {
    socket.on("error", () => undefined);
    socket.once("close", () => resolve({ text, ms: performance.now() - startedAt }));
  });
  void (async () => {
    for (const [index, piece] of pieces.entries()) {
      if (index > 0) await sleep(pauseMs);
      if (socket.destroyed) return;
      socket.write(piece);
    }
  })();
  return Promise.race([closed, sleep(timeoutMs, null)]).finally(() => socket.destroy());
}

const statusOf = (heard: Heard | null): number => Number(/^HTTP\/1\.1 (\d+)/.exec(heard?.text ?? "")?.[1] ?? 0);
const HOST = "Host: 127.0.0.1";
const CLOSE = "Connection: close";
const request = (line: string, ...headers: string[]) => `${[line, HOST, CLOSE, ...headers].join("\r\n")}\r\n\r\n`;

describe("who dawdles", () => {
  test("with headers is cut off, however many hold on, and others are answered meanwhile", async () => {
    const drip = ["GET /healthz HTTP/1.1\r\n", ...Array.from({ length: 40 }, (_, i) => `X-${i}: a\r\n`)];
    const dawdling = Array.from({ length: 200 }, () => say(drip, 100));
    await sleep(200);
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    const heard = await Promise.all(dawdling);
    expect(new Set(heard.map(statusOf))).toEqual(new Set([408]));
  });

  test("with a body is cut off", async () => {
    const head = request("POST /api/session HTTP/1.1", "Content-Type: application/json", "Content-Length: 1000");
    // At this rate it would take a hundred seconds.
    const heard = await say([head, ...Array.from({ length: 1_000 }, () => "x")], 100);
    expect(heard?.ms).toBeLessThan(30_000);
  });
});

describe("what is not HTTP's manners", () => {
  test("headers beyond 16 kB are refused", async () => {
    const heard = await say([request("GET /healthz HTTP/1.1", `X-Long: ${"a".repeat(20_000)}`)]);
    expect(statusOf(heard)).toBe(431);
    const many = Array.from({ length: 3_000 }, (_, i) => `X-${i}: a`);
    expect(statusOf(await say([request("GET /healthz HTTP/1.1", ...many)]))).toBe(431);
  });

  test("two lengths, a length beside chunks, a broken line and no host are refused", async () => {
    const length = (n: number) => `Content-Length: ${n}`;
    const type = "Content-Type: application/json";
    const smuggled = [
      request("POST /api/session HTTP/1.1", type, length(2), length(30)),
      request("POST /api/session HTTP/1.1", type, length(2), "Transfer-Encoding: chunked"),
      request("POST /api/session HTTP/1.1", type, "Transfer-Encoding: chunked, identity"),
      "GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n",
      "GET /healthz HTTP/1.1\nHost: a\nX: \rb\n\n",
    ];
    for (const bytes of smuggled) {
      const heard = await say([bytes, "0\r\n\r\nGET /api/cases HTTP/1.1\r\n\r\n"]);
      expect([bytes.slice(0, 80), statusOf(heard)]).toEqual([
        bytes.slice(0, 80),
        expect.toSatisfy((s: number) => s >= 400 && s < 500),
      ]);
      expect(heard?.text.match(/HTTP\/1\.1 /g)?.length).toBe(1);
    }
  });

  test("a line that claims to be encrypted is not, and a host in it is nobody's origin", async () => {
    const heard = await say([request("GET https://evil.test/healthz HTTP/1.1")]);
    expect(statusOf(heard)).toBe(200);
    expect(heard?.text).not.toMatch(/strict-transport-security|evil\.test/i);
  });

  test("TRACE repeats nothing, CONNECT opens nothing", async () => {
    const trace = await say([request("TRACE /api/cases HTTP/1.1", "X-Mine: echo-me", "Cookie: minqing=echo-me")]);
    expect(statusOf(trace)).toBeGreaterThanOrEqual(400);
    expect(trace?.text).not.toContain("echo-me");
    const tunnel = await say(["CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: 127.0.0.1:22\r\n\r\n"]);
    expect(tunnel?.text ?? "").not.toMatch(/^HTTP\/1\.1 2/);
    expect(tunnel).not.toBeNull();
  });

  test("a packed body is not unpacked", async () => {
    const body = gzipSync(JSON.stringify({ username: "leader", password: "x".repeat(50_000_000) }));
    const headers = { "content-type": "application/json", "content-encoding": "gzip" };
    const answer = await fetch(`${server.url}/api/session`, { method: "POST", headers, body });
    expect([400, 413, 415]).toContain(answer.status);
  });

  test("a body longer than it said, or than we take, costs its connection only", async () => {
    const head = request("POST /api/session HTTP/1.1", "Content-Type: application/json", "Content-Length: 10000000");
    const body = "x".repeat(1_000_000);
    expect(statusOf(await say([head, body], 1_000))).toBe(413);
    // A client that goes on sending may lose the response to the reset, but cannot hold the connection.
    const pushed = await say([head, body]);
    expect([413, 0]).toContain(statusOf(pushed));
    expect(pushed).not.toBeNull();
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  });
});

const signIn = (headers: Record<string, string> = {}, body?: string) =>
  fetch(`${server.url}/api/session`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: body ?? JSON.stringify({ username: "haifeng", password: PASSWORD }),
  });

describe("another site's page", () => {
  test("signs nobody in as somebody else", async () => {
    const evil = { origin: "https://evil.test" };
    const refused = await signIn(evil);
    expect([refused.status, refused.headers.get("set-cookie")]).toEqual([403, null]);
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]) {
      expect((await signIn({ "content-type": type })).status).toBe(415);
    }
    const asked = await fetch(`${server.url}/api/session`, {
      method: "OPTIONS",
      headers: { ...evil, "access-control-request-method": "POST", "access-control-request-headers": "content-type" },
    });
    expect(asked.headers.get("access-control-allow-origin")).toBeNull();
    expect((await signIn({ origin: server.url })).status).toBe(200);
  });
});

const open = async (): Promise<{ socket: Socket; token: string }> => {
  const { token } = (await (await signIn()).json()) as { token: string };
  const socket = io(server.url, { transports: ["websocket"], auth: { token }, forceNew: true, reconnection: false });
  sockets.push(socket);
  await new Promise((resolve, reject) => {
    socket.once("connect", () => resolve(undefined));
    socket.once("connect_error", reject);
  });
  return { socket, token };
};

describe("a socket", () => {
  test("joins no room and no scope by naming it, and other namespaces are not there", async () => {
    const { socket, token } = await open();
    const heard: unknown[] = [];
    socket.onAny((event, ...args) => event !== "beat" && heard.push([event, args]));
    for (const event of ["join", "subscribe", "room", "changes", "frame", "__proto__", "disconnecting"]) {
      try {
        socket.emit(event, "4415", { scopeKey: "4415", rooms: ["4415"] });
      } catch {
        // The client library refuses to send this name.
      }
    }
    const forged = await socket.emitWithAck("resume", { after: 0, scopeKey: "4415", layers: [] });
    expect(forged).toMatchObject({ ok: false });
    await sleep(600);
    expect(heard).toEqual([]);
    const elsewhere = io(`${server.url}/admin`, { transports: ["websocket"], auth: { token }, reconnection: false });
    sockets.push(elsewhere);
    const refusal = await new Promise<Error>((resolve) => elsewhere.once("connect_error", resolve));
    expect(refusal.message).toBe("Invalid namespace");
  });

  test("that sends more than it may is closed, and no other", async () => {
    const [loud, quietOne] = [await open(), await open()];
    const closed = new Promise((resolve) => loud.socket.once("disconnect", resolve));
    loud.socket.emit("resume", { after: 0, scopeKey: "x".repeat(200_000), layers: [] }, () => undefined);
    await closed;
    expect(quietOne.socket.connected).toBe(true);
  });

  test("of a token after its sign-out does not open", async () => {
    const { socket, token } = await open();
    const authorization = `Bearer ${token}`;
    expect((await fetch(`${server.url}/api/session`, { method: "DELETE", headers: { authorization } })).status).toBe(
      204,
    );
    const again = io(server.url, { transports: ["websocket"], auth: { token }, forceNew: true, reconnection: false });
    sockets.push(again);
    const refusal = await new Promise<Error>((resolve) => again.once("connect_error", resolve));
    expect(refusal.message).toBe("urn:problem:not-signed-in");
    socket.close();
  });
});
