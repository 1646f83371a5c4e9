// A test device: a real MQTT client with its own credential.
import mqtt, { type IClientOptions, type MqttClient } from "mqtt";
import { PASSWORD } from "../geodata/small-city.ts";

/** Resolves when the broker accepts; rejects when it refuses or closes the connection without an answer. */
export function connectDevice(port: number, username: string, options: IClientOptions = {}): Promise<MqttClient> {
  const client = mqtt.connect(`mqtt://127.0.0.1:${port}`, {
    username,
    password: PASSWORD,
    protocolVersion: 4,
    reconnectPeriod: 0,
    ...options,
  });
  return new Promise((resolve, reject) => {
    client.once("connect", () => resolve(client));
    client.once("error", (fault) => {
      client.end(true);
      reject(fault);
    });
    client.once("close", () => reject(new Error("expected a CONNACK, got a closed connection")));
  });
}

/** Resolves with PUBACK. */
export const publish = (
  client: MqttClient,
  topic: string,
  message: unknown,
  options: { qos?: 0 | 1; retain?: boolean } = {},
) =>
  client.publishAsync(
    topic,
    typeof message === "string" || Buffer.isBuffer(message) ? message : JSON.stringify(message),
    {
      qos: 1,
      ...options,
    },
  );

export const observationsOf = (thingId: string): string => `city/v1/things/${thingId}/observations`;
