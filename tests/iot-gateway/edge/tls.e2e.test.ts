// MQTT over TLS on both edges: devices at the embedded broker, and the gateway at Mosquitto with a certificate of its own.
import { setTimeout as sleep } from "node:timers/promises";
import type { ConnectionOptions } from "node:tls";
import { createLocalBus } from "@minqing/core/live/local-bus";
import { readBrokerTls } from "@minqing/geodata/process/tls/broker-tls";
import { TlsIdentity } from "@minqing/geodata/process/tls/tls-identity";
import { sql } from "@minqing/geodata/sql";
import { type Gateway, openGateway } from "@minqing/iot-gateway/open-gateway";
import mqtt from "mqtt";
import { afterAll, expect, test } from "vitest";
import { fillSmallCity } from "../../geodata/small-city.ts";
import { testDatabase } from "../../geodata/test-database.ts";
import { makeCa, putInPlace } from "../../services/certificates.ts";
import { startMosquitto } from "../../services/mosquitto.ts";
import { connectDevice, observationsOf, publish } from "../mqtt-device.ts";
import { quietLog } from "../quiet-log.ts";

const LEVEL = "441500-level-1";
const ca = makeCa("ca");
const other = makeCa("other");
const place = ca.issue("broker");
const { database, owner } = await testDatabase();
await fillSmallCity(owner);

const closing: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const close of closing.reverse()) await close();
  ca.remove();
  other.remove();
});

async function openEmbedded(clientCaFile: string | null): Promise<Gateway> {
  const identity = await TlsIdentity.open({ ...place, clientCaFile }, { log: quietLog, checkEveryMs: 50 });
  const edge = { kind: "embedded", host: "0.0.0.0", port: 0, tls: { identity, port: 0 } } as const;
  const gateway = await openGateway({ db: database, edge, bus: createLocalBus(), log: quietLog });
  closing.push(async () => {
    await gateway.close();
    identity.close();
  });
  return gateway;
}

const overTls = (gateway: Gateway, options: ConnectionOptions = {}) =>
  connectDevice(gateway.mqttsPort ?? 0, LEVEL, {
    protocol: "mqtts",
    servername: "localhost",
    ca: ca.cert,
    connectTimeout: 20_000,
    ...(options as object),
  });

const stored = async (): Promise<number> => {
  const [row] = await database.raw(sql`select count(*)::int as count from observations`);
  return Number(row?.["count"]);
};

const value = (): object => ({ t: Date.now(), values: { water_level: 1.5 } });

test("a device speaks mqtts to the embedded broker; old TLS, weak ciphers and a foreign CA are refused", async () => {
  const gateway = await openEmbedded(null);
  const client = await overTls(gateway);
  await publish(client, observationsOf(LEVEL), value());
  expect(await stored()).toBe(1);
  await expect(overTls(gateway, { ca: other.cert })).rejects.toThrow(/verify|self-signed/);
  const old = { minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" } as const;
  await expect(overTls(gateway, old)).rejects.toThrow(/protocol version|unsupported protocol/);
  const weak = { maxVersion: "TLSv1.2", ciphers: "ECDHE-ECDSA-AES128-SHA" } as const;
  await expect(overTls(gateway, weak)).rejects.toThrow(/handshake failure/);

  // The limit on packet sizes works with TLS too.
  const closed = new Promise<void>((resolve) => client.once("close", () => resolve()));
  client.publish(observationsOf(LEVEL), Buffer.alloc(5_000_000, "x"), { qos: 1 });
  await closed;
  client.end(true);

  const standing = await overTls(gateway);
  const fingerprint = async () => {
    const probe = await overTls(gateway);
    const shown = "getPeerCertificate" in probe.stream ? (probe.stream as TlsStream).getPeerCertificate() : null;
    await probe.endAsync(true);
    return shown?.fingerprint256;
  };
  const before = await fingerprint();
  expect(before).toMatch(/^[0-9A-F:]{95}$/);
  putInPlace(ca.issue("broker-renewed"), place);
  await expect.poll(fingerprint, { timeout: 20_000 }).not.toBe(before);
  await publish(standing, observationsOf(LEVEL), value());
  expect(await stored()).toBe(2);
  await standing.endAsync();

  // Without TLS the broker listens on loopback only.
  const here = await connectDevice(gateway.mqttPort ?? 0, LEVEL);
  await here.endAsync();
  const elsewhere = mqtt.connect(`mqtt://127.0.0.2:${gateway.mqttPort}`, { reconnectPeriod: 0 });
  await expect(new Promise((_, reject) => elsewhere.once("error", reject))).rejects.toThrow(/ECONNREFUSED/);
  elsewhere.end(true);
  await closing.pop()?.();
});

interface TlsStream {
  getPeerCertificate(): { fingerprint256: string };
}

test("where devices must show a certificate, the password alone is not enough", async () => {
  const gateway = await openEmbedded(ca.certFile);
  await expect(overTls(gateway)).rejects.toThrow();
  const { cert, key } = ca.issue("device");
  const client = await overTls(gateway, { cert, key });
  await client.endAsync();
  await expect(overTls(gateway, { ...other.issue("stranger") })).rejects.toThrow();
  await closing.pop()?.();
});

test("the gateway checks Mosquitto's certificate, shows its own, and connects to no other broker", async () => {
  const gatewayCertificate = ca.issue("gateway");
  const served = ca.issue("mosquitto", "DNS:broker.city.test");
  const broker = await startMosquitto({
    settings: { cafile: ca.certFile, certfile: served.certFile, keyfile: served.keyFile, require_certificate: "true" },
  });
  closing.push(() => broker.stop());
  const url = broker.url.replace("mqtt:", "mqtts:");
  const trust = { caFile: ca.certFile, own: gatewayCertificate, serverName: "broker.city.test" };
  const before = await stored();
  const open = async (changed: Partial<typeof trust> | { own: null; serverName: null }): Promise<Gateway> => {
    const tls = readBrokerTls({ ...trust, ...changed });
    const edge = { kind: "external", url, tls } as const;
    const gateway = await openGateway({ db: database, edge, bus: createLocalBus(), log: quietLog });
    closing.push(() => gateway.close());
    return gateway;
  };
  const send = async () => {
    const { cert, key } = ca.issue("device");
    const device = await connectDevice(broker.port, LEVEL, {
      protocol: "mqtts",
      servername: "broker.city.test",
      ca: ca.cert,
      cert,
      key,
      protocolVersion: 5,
    });
    await publish(device, observationsOf(LEVEL), value());
    await device.endAsync();
  };
  await open({});
  await send();
  await expect.poll(stored, { timeout: 20_000 }).toBe(before + 1);
  await closing.pop()?.();
  for (const wrong of [{ caFile: other.certFile }, { serverName: "another.test" }, { own: null, serverName: null }]) {
    const unconnected = await open(wrong as Partial<typeof trust>);
    await sleep(300);
    expect(await unconnected.metrics.getSingleMetricAsString("minqing_gateway_hearing").catch(() => "")).not.toMatch(
      / 1$/m,
    );
    await closing.pop()?.();
  }
  expect(await stored()).toBe(before + 1);
}, 60_000);
