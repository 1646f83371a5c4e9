// The whole program over TLS including simulators, and production starts that are refused without TLS.
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import mqtt from "mqtt";
import { afterAll, expect, test } from "vitest";
import { type Certificate, makeCa, putInPlace } from "../services/certificates.ts";
import { startDemo } from "../services/demo-program.ts";
import { freePort } from "../services/free-port.ts";
import { startProgram } from "../services/program.ts";

const folder = mkdtempSync(join(tmpdir(), "minqing-tls-"));
const ca = makeCa("ca");
afterAll(() => {
  ca.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** Appends the CA, as in a real chain file: the simulators trust what is in the file. */
function withChain(certificate: Certificate): Certificate {
  appendFileSync(certificate.certFile, ca.cert);
  return certificate;
}

interface HttpResponse {
  status: number;
  text: string;
  fingerprint: string;
}

function get(url: string): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { ca: ca.cert, agent: false });
    sent.once("error", reject);
    sent.once("response", (response) => {
      const socket = response.socket as unknown as { getPeerCertificate(): { fingerprint256: string } };
      const fingerprint = socket.getPeerCertificate().fingerprint256;
      let text = "";
      response.setEncoding("utf8").on("data", (piece: string) => (text += piece));
      response.once("end", () => resolve({ status: response.statusCode ?? 0, text, fingerprint }));
    });
    sent.end();
  });
}

test("npm start with a certificate: pages, simulators and devices over TLS, renewed by SIGHUP, no key in its log", async () => {
  const place = withChain(ca.issue("demo"));
  const mqttsPort = await freePort();
  const dataDir = join(folder, "data");
  const demo = await startDemo(dataDir, {
    HOST: "0.0.0.0",
    TLS_CERT_FILE: place.certFile,
    TLS_KEY_FILE: place.keyFile,
    MQTTS_PORT: String(mqttsPort),
    SIM_RATE: "1",
    CITY_SCALE: "0.2",
    LOG_LEVEL: "debug",
  });
  try {
    expect(demo.url).toMatch(/^https:\/\/127\.0\.0\.1/);
    const before = await get(`${demo.url}/readyz`);
    expect([before.status, JSON.parse(before.text).status]).toEqual([200, "ready"]);
    const [device] = await demo.devices();
    const client = await mqtt.connectAsync(`mqtts://127.0.0.1:${mqttsPort}`, {
      ca: ca.cert,
      servername: "localhost",
      username: device?.username ?? "",
      password: device?.password ?? "",
      protocolVersion: 4,
    });
    expect(client.connected).toBe(true);
    putInPlace(withChain(ca.issue("renewed")), place);
    demo.child.kill("SIGHUP");
    await expect
      .poll(async () => (await get(`${demo.url}/healthz`)).fingerprint, { timeout: 20_000 })
      .not.toBe(before.fingerprint);
    expect(client.connected).toBe(true);
    await client.endAsync();
  } finally {
    await demo.stop();
  }
  const log = readFileSync(`${dataDir}.log`, "utf8");
  expect(log).toMatch(/mqtts:\/\/0\.0\.0\.0/);
  expect(log).not.toMatch(/fetch failed|self-signed|unable to verify|PRIVATE KEY/);
  expect(log).not.toContain(place.key.split("\n")[1]);
});

test.each([
  ["start.ts", { DEMO: "0" }],
  ["server/src/main.ts", { SESSION_SECRET: "Zk3vQ9xW1tYb7LrD5uHn2Jc8PfMs4AgE" }],
  ["iot-gateway/src/main.ts", {}],
])("%s refuses a production start that would listen beyond loopback without TLS", async (script, settings) => {
  const logFile = join(folder, "refused.log");
  const dataDir = join(folder, "refused");
  const program = await startProgram({
    script,
    logFile,
    settings: { HOST: "0.0.0.0", DATA_DIR: dataDir, ...settings },
  });
  try {
    await program.waitFor(/expected TLS_CERT_FILE and TLS_KEY_FILE, or PROXY_ADDRESSES/, 20_000);
    await expect.poll(() => program.child.hasExited(), { timeout: 10_000 }).toBe(true);
    expect(readFileSync(logFile, "utf8")).not.toMatch(/Zk3vQ9xW/);
  } finally {
    await program.stop();
  }
});
