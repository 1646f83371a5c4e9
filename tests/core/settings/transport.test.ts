import { parseSettings } from "@minqing/core/settings/settings";
import { TLS_POLICY } from "@minqing/core/settings/tls-policy";
import {
  brokerTrust,
  checkBrokerEncryption,
  checkListenerEncryption,
  listenerFiles,
} from "@minqing/core/settings/transport";
import { describe, expect, test } from "vitest";

const PAIR = { TLS_CERT_FILE: "cert.pem", TLS_KEY_FILE: "cert.key" };
const read = (environment: Record<string, string>) => parseSettings(environment);

describe("a production start that others can reach", () => {
  test.each([{ HOST: "0.0.0.0" }, { HOST: "10.0.0.1" }, { HOST: "::" }, { HOST: "city.example" }])(
    "fails at %j without TLS",
    (where) => {
      expect(() => checkListenerEncryption(read(where))).toThrow(
        /expected TLS_CERT_FILE and TLS_KEY_FILE, or PROXY_ADDRESSES/,
      );
    },
  );

  test.each([
    {},
    { HOST: "localhost" },
    { HOST: "::1" },
    { HOST: "127.0.0.9" },
    { HOST: "0.0.0.0", ...PAIR },
    { HOST: "0.0.0.0", PROXY_ADDRESSES: "10.0.0.2 10.1.0.0/16 fd00::/8" },
  ])("succeeds with %j", (settings) => expect(checkListenerEncryption(read(settings))).toBeNull());

  test("gives a loud warning as a demo", () => {
    expect(checkListenerEncryption(read({ HOST: "0.0.0.0", DEMO: "1" }))).toMatch(
      /^PASSWORDS TRAVEL IN THE CLEAR.*0\.0\.0\.0/,
    );
  });
});

test.each(["proxy", "10.0.0.0/33", "10.0.0.1, 10.0.0.2", "1"])("a proxy at %s is rejected", (PROXY_ADDRESSES) => {
  expect(() => read({ PROXY_ADDRESSES })).toThrow(/PROXY_ADDRESSES: expected IP addresses or networks/);
});

test("a certificate without its key, or a key without its certificate, is an error", () => {
  expect(listenerFiles(read({}), "TLS_CLIENT_CA_FILE")).toBeNull();
  expect(listenerFiles(read({ ...PAIR, MQTTS_CLIENT_CA_FILE: "ca.pem" }), "TLS_CLIENT_CA_FILE")).toEqual({
    certFile: "cert.pem",
    keyFile: "cert.key",
    clientCaFile: null,
  });
  for (const half of [{ TLS_CERT_FILE: "a" }, { TLS_KEY_FILE: "a" }, { TLS_CLIENT_CA_FILE: "a" }]) {
    expect(() => listenerFiles(read(half), "TLS_CLIENT_CA_FILE")).toThrow(/expected TLS_CERT_FILE and TLS_KEY_FILE/);
  }
  expect(() => brokerTrust(read({ MQTT_URL: "mqtts://b", MQTT_CERT_FILE: "a" }))).toThrow(/got only MQTT_CERT_FILE/);
});

test("certificate settings of the broker need an address with TLS", () => {
  expect(brokerTrust(read({ MQTT_URL: "mqtt://b" }))).toBeNull();
  expect(brokerTrust(read({ MQTT_URL: "mqtts://b", MQTT_CA_FILE: "ca.pem", MQTT_SERVER_NAME: "broker" }))).toEqual({
    caFile: "ca.pem",
    own: null,
    serverName: "broker",
  });
  for (const url of [{ MQTT_URL: "mqtt://user:secret@b" }, {}]) {
    const failing = () => brokerTrust(read({ ...url, MQTT_CA_FILE: "ca.pem" }));
    expect(failing).toThrow(/expected MQTT_URL with mqtts:\/\//);
    expect(failing).not.toThrow(/secret/);
  }
});

test("a broker on another machine without TLS gives a warning", () => {
  expect(checkBrokerEncryption(read({ MQTT_URL: "mqtt://10.0.0.4" }))).toMatch(/in the clear/);
  for (const url of ["mqtt://127.0.0.1", "mqtt://[::1]:1883", "mqtts://10.0.0.4"]) {
    expect(checkBrokerEncryption(read({ MQTT_URL: url }))).toBeNull();
  }
});

test("the list of ciphers has none without an ephemeral key and authentication", () => {
  const suites = TLS_POLICY.ciphers.split(":");
  expect(suites.length).toBeGreaterThan(5);
  for (const suite of suites) expect(suite).toMatch(/^(TLS_|ECDHE-).*(GCM|POLY1305)/);
});
