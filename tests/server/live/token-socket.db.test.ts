// Sockets of partner systems: opened with a service token, closed when it ends.
import { cityByCode } from "@minqing/core/city/city";
import { createLocalBus } from "@minqing/core/live/local-bus";
import { openServer } from "@minqing/server/open-server";
import { io, type Socket } from "socket.io-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { HAIFENG, PASSWORD, quiet, SEED_TIMEOUT_MS, seededCity } from "../open-app.ts";

let server: Awaited<ReturnType<typeof openServer>>;
let clockMs = Date.now();

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
    now: () => new Date(clockMs),
  });
}, SEED_TIMEOUT_MS);
afterAll(() => server.close());

async function ask(method: string, path: string, body: object | null, token: string | null = null) {
  const headers = {
    "content-type": "application/json",
    ...(token === null ? {} : { authorization: `Bearer ${token}` }),
  };
  const response = await fetch(`${server.url}${path}`, {
    method,
    headers,
    ...(body === null ? {} : { body: JSON.stringify(body) }),
  });
  return (await response.json()) as Record<string, string> & { serviceToken: { id: string } };
}

const administrator = async () =>
  (await ask("POST", "/api/session", { username: "secadmin", password: PASSWORD }))["token"] ?? "";

async function make(name: string, roles: string[]): Promise<{ id: string; token: string }> {
  const expiresAt = new Date(clockMs + 3_600_000).toISOString();
  // One county: a token for the whole city would wait for approval.
  const scope = { regionCodes: [HAIFENG], exceptCodes: [], departmentId: null };
  const draft = { name, purpose: "推送", roles, ...scope, addresses: [], expiresAt };
  const { serviceToken, token = "" } = await ask("POST", "/api/service-tokens", draft, await administrator());
  return { id: serviceToken.id, token };
}

const socketWith = (options: object): Socket =>
  io(server.url, { transports: ["websocket"], forceNew: true, reconnection: false, ...options });

const opened = (socket: Socket): Promise<string> =>
  new Promise((resolve) => {
    socket.once("connect", () => resolve("open"));
    socket.once("connect_error", (fault) => resolve(fault.message));
  });
const closed = (socket: Socket): Promise<void> => new Promise((resolve) => socket.once("disconnect", () => resolve()));

test("a socket that a token opened is closed when the token is ended, and opens no more", async () => {
  const { id, token } = await make("ends", ["partner"]);
  const socket = socketWith({ auth: { token } });
  expect(await opened(socket)).toBe("open");
  const gone = closed(socket);
  await ask("DELETE", `/api/service-tokens/${id}`, null, await administrator());
  await gone;
  expect(await opened(socketWith({ auth: { token } }))).toBe("urn:problem:token-ended");
});

test("a renewal without overlap closes the socket of the old token", async () => {
  const { id, token } = await make("renewed", ["partner"]);
  const socket = socketWith({ auth: { token } });
  expect(await opened(socket)).toBe("open");
  const gone = closed(socket);
  const renewal = { expiresAt: new Date(clockMs + 3_600_000).toISOString(), overlapHours: 0 };
  const renewed = await ask("POST", `/api/service-tokens/${id}/renewal`, renewal, await administrator());
  await gone;
  const next = socketWith({ auth: { token: renewed["token"] } });
  expect(await opened(next)).toBe("open");
  clockMs += 3_600_001;
  expect(await opened(socketWith({ auth: { token: renewed["token"] } }))).toBe("urn:problem:token-expired");
  next.close();
});

test("a token in a cookie opens no socket", async () => {
  const { token } = await make("cookie", ["partner"]);
  const socket = socketWith({ extraHeaders: { cookie: `minqing=${token}` } });
  expect(await opened(socket)).toBe("urn:problem:not-signed-in");
});
