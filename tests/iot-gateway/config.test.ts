import { gatewayConfig } from "@minqing/iot-gateway/config";
import { expect, test } from "vitest";

test("a production gateway whose own broker listens beyond loopback needs TLS; with an external broker it has no listener", () => {
  expect(() => gatewayConfig({ HOST: "0.0.0.0" })).toThrow(/expected TLS_CERT_FILE and TLS_KEY_FILE/);
  const pair = { TLS_CERT_FILE: "cert.pem", TLS_KEY_FILE: "cert.key" };
  expect(gatewayConfig({ HOST: "0.0.0.0", ...pair })).toMatchObject({
    tlsFiles: { certFile: "cert.pem" },
    warnings: [],
  });
  const external = gatewayConfig({ HOST: "0.0.0.0", MQTT_URL: "mqtts://broker.city.test", MQTT_CA_FILE: "ca.pem" });
  expect(external).toMatchObject({ tlsFiles: null, brokerTrust: { caFile: "ca.pem" }, warnings: [] });
  expect(gatewayConfig({ MQTT_URL: "mqtt://10.0.0.4" }).warnings).toEqual([expect.stringMatching(/in the clear/)]);
});
