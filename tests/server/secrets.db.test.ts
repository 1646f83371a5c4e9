// No secret leaks: a server and a gateway with recognisable secrets (environment, files, sign-in) are driven into faults, then
// their logs, responses and database rows are searched.

import { cityByCode } from "@minqing/core/city/city";
import { createLocalBus } from "@minqing/core/live/local-bus";
import type { Database } from "@minqing/geodata/database";
import { StatementError } from "@minqing/geodata/driver/statement-error";
import { hashDevicePassword } from "@minqing/geodata/process/secret/device-password";
import { sql } from "@minqing/geodata/sql";
import { MqttBusPublisher } from "@minqing/iot-gateway/bus-mqtt";
import { type Gateway, openGateway } from "@minqing/iot-gateway/open-gateway";
import { OpenIdConnect } from "@minqing/server/access/sso/openid-connect";
import { MqttBusListener } from "@minqing/server/live/mqtt-bus-listener";
import { type OpenServer, openServer } from "@minqing/server/open-server";
import { ReportContacts } from "@minqing/server/privacy/report-contacts";
import mqtt from "mqtt";
import pino from "pino";
import { io } from "socket.io-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freePort } from "../services/free-port.ts";
import { PASSWORD, SEED_TIMEOUT_MS, seededCity } from "./open-app.ts";

const SECRETS = {
  session: "Q7-session-secret-kJ29xmTz5LwPq8Rv",
  sessionBefore: "Q7-session-secret-before-kJ29xmTz5LwPq",
  contact: "Q7-contact-secret-kJ29xmTz5LwPq8Rv",
  contactBefore: "Q7-contact-secret-before-kJ29xmTz5LwPq",
  metrics: "Q7-metrics-token",
  client: "Q7-oidc-client-secret",
  broker: "Q7-broker-password",
  device: "Q7-device-password",
  wrong: "Q7-wrong-password",
  code: "Q7-code-of-the-app",
  token: "Q7-guessed-token-0123456789012345678901234567",
};

const said: string[] = [];
const log = pino({ level: "trace" }, { write: (line: string) => void said.push(line) });
let db: Database;
let server: OpenServer;
let gateway: Gateway;

beforeAll(async () => {
  ({ db } = await seededCity(new Date()));
  const provider = new OpenIdConnect({
    issuer: "http://127.0.0.1:9",
    clientId: "minqing",
    clientSecret: SECRETS.client,
    redirectUri: "http://127.0.0.1/sso/callback",
    usernameClaim: "sub",
    secondFactorAmr: [],
  });
  server = await openServer({
    db,
    bus: createLocalBus(),
    log,
    demo: true,
    secret: SECRETS.session,
    host: "127.0.0.1",
    port: 0,
    city: cityByCode("441500"),
    webDir: "/nowhere",
    basemapDir: "/nowhere",
    metricsToken: SECRETS.metrics,
    sealing: {
      contact: { current: SECRETS.contact, previous: [SECRETS.contactBefore] },
      factor: { current: SECRETS.session, previous: [SECRETS.sessionBefore] },
    },
    sso: [{ provider, publicUrl: "http://127.0.0.1", labelZh: "", labelEn: "" }],
  });
  gateway = await openGateway({
    db,
    edge: { kind: "embedded", host: "127.0.0.1", port: 0 },
    bus: createLocalBus(),
    log,
  });
}, SEED_TIMEOUT_MS);
afterAll(async () => {
  await gateway.close();
  await server.close();
});

async function ask(path: string, init: RequestInit = {}): Promise<void> {
  const answer = await fetch(`${server.url}${path}`, { redirect: "manual", ...init });
  said.push(JSON.stringify([...answer.headers]), await answer.text());
}

const post = (path: string, body: string, headers: Record<string, string> = {}) =>
  ask(path, { method: "POST", body, headers: { "content-type": "application/json", ...headers } });

async function driveHttp(): Promise<void> {
  const { session, metrics, wrong, token, code } = SECRETS;
  const signIn = (rest: object) => post("/api/session", JSON.stringify({ username: "leader", ...rest }));
  await signIn({ password: wrong });
  await signIn({ password: { [wrong]: wrong } });
  await signIn({ password: wrong.repeat(40) });
  await signIn({ password: wrong, code: code.repeat(20) });
  await post("/api/session", `{"username":"leader","password":"${wrong}"`);
  await post("/api/session", `{"username":"leader","password":"${wrong}" ${wrong}}`);
  await ask("/api/session", { method: "POST", body: wrong, headers: { "content-type": "text/plain" } });
  for (const headers of [{ authorization: `Bearer ${token}` }, { cookie: `minqing=${token}` }]) {
    await ask("/api/cases", { headers });
    await post("/api/cases", "{", headers);
    await ask("/metrics", { headers: { ...headers, "x-forwarded-for": "203.0.113.1" } });
  }
  await ask("/metrics", { headers: { authorization: `Bearer ${metrics}x`, "x-forwarded-for": "203.0.113.1" } });
  await ask("/sso/start");
  await ask("/sso/callback?code=Q7-code-of-the-provider&state=x");
  await ask(`/enter?token=${token}`);
  const { headers } = await fetch(`${server.url}/api/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ username: "leader", password: PASSWORD }),
  });
  const cookie = headers.get("set-cookie")?.split(";")[0] ?? "";
  expect(cookie).toMatch(/^minqing=/);
  const own = { cookie };
  await post("/api/account/password", JSON.stringify({ current: wrong, next: wrong }), own);
  await post("/api/account/password", JSON.stringify({ current: PASSWORD, next: session }), own);
  await post("/api/account/password", JSON.stringify({ current: "", next: [wrong] }), own);
  await post("/api/account/second-factor/confirm", JSON.stringify({ code }), own);
  const socket = io(server.url, { transports: ["websocket"], auth: { token }, reconnection: false, forceNew: true });
  said.push(String(await new Promise<Error>((resolve) => socket.once("connect_error", resolve))));
  socket.close();
}

async function driveMqtt(): Promise<void> {
  const username = "441500-secret-1";
  const passwordHash = hashDevicePassword(SECRETS.device);
  await db.execute(
    sql`insert into device_credentials (username, password_hash, kind) values (${username}, ${passwordHash}, 'thing')`,
  );
  const url = `mqtt://127.0.0.1:${gateway.mqttPort}`;
  for (const password of [SECRETS.wrong, SECRETS.device]) {
    const client = mqtt.connect(url, { username, password, reconnectPeriod: 0, protocolVersion: 4 });
    await new Promise((resolve) => {
      client.once("connect", resolve);
      client.once("error", resolve);
    });
    await client.endAsync(true);
  }
  // A broker that is away, and one that refuses the connection.
  const credential = { username: "minqing-gateway", password: SECRETS.broker };
  for (const at of [`mqtt://127.0.0.1:${await freePort()}`, url]) {
    const parts = [
      new MqttBusListener({ url: at, ...credential }, log),
      new MqttBusPublisher({ url: at, ...credential }, log),
    ];
    await new Promise((resolve) => setTimeout(resolve, 300));
    for (const part of parts) await part.close();
  }
}

test("no secret stands in a log, an answer or a row after all this went wrong", async () => {
  await driveHttp();
  await driveMqtt();
  const lost = new ReportContacts({ current: SECRETS.contact, previous: [SECRETS.contactBefore] }, log);
  expect(lost.open("case", { sealed: Buffer.from("sealed by nobody") })).toBeNull();
  log.error({ err: new StatementError("update accounts set password_hash = $1", new Error("no connection")) }, "x");
  const lines = said.filter((line) => line.startsWith("{"));
  expect(lines.length).toBeGreaterThan(20);
  expect(said.join("\n")).toMatch(/sign-in refused/);
  expect(said.join("\n")).toMatch(/the live bus failed/);
  for (const table of ["audit_events", "dead_letters", "device_counters", "accounts", "sessions"]) {
    const rows = await db.raw({ text: `select * from ${table}`, values: [] });
    said.push(JSON.stringify(rows));
  }
  const everything = said.join("\n");
  for (const [name, secret] of Object.entries({ ...SECRETS, password: PASSWORD })) {
    expect([name, everything.includes(secret)]).toEqual([name, false]);
  }
  expect(everything).not.toMatch(/Q7-/);
});
