// The behaviour of MQTT.js that the external edge depends on: an error passed to handleMessage's callback suppresses the
// PUBACK and lets the next message in; PUBACKs written by us count; exactly the unacknowledged messages are sent again.
import { DEFERRED, sendPubacks } from "@minqing/iot-gateway/edge/mqtt-packets";
import mqtt, { type IPublishPacket, type MqttClient } from "mqtt";
import { afterAll, expect, test } from "vitest";
import { startMosquitto } from "../../services/mosquitto.ts";

const broker = await startMosquitto();
afterAll(() => broker.stop());
const MESSAGES = 200;

interface Received {
  messageId: number;
  text: string;
}

/** Receives messages and acknowledges none. */
async function receiveWithoutAck(
  protocolVersion: 4 | 5,
  clientId: string,
): Promise<{ client: MqttClient; received: Received[] }> {
  const client = mqtt.connect(broker.url, {
    clientId,
    protocolVersion,
    clean: false,
    reconnectPeriod: 0,
    ...(protocolVersion === 5 ? { properties: { sessionExpiryInterval: 3_600, receiveMaximum: 1_000 } } : {}),
  });
  const received: Received[] = [];
  client.handleMessage = ({ messageId = 0, payload }: IPublishPacket, done) => {
    received.push({ messageId, text: payload.toString() });
    done(DEFERRED);
  };
  await new Promise((resolve) => client.once("connect", resolve));
  await client.subscribeAsync(`contract/${clientId}`, { qos: 1 });
  return { client, received };
}

test.each([4, 5] as const)("MQTT %i: exactly the unacknowledged messages are sent again", async (protocolVersion) => {
  const clientId = `contract-v${protocolVersion}`;
  const publisher = await mqtt.connectAsync(broker.url);
  const first = await receiveWithoutAck(protocolVersion, clientId);
  for (let i = 0; i < MESSAGES; i++) publisher.publish(`contract/${clientId}`, String(i), { qos: 1 });
  await expect.poll(() => first.received.length).toBe(MESSAGES);
  sendPubacks(
    first.client,
    first.received.slice(0, 120).map(({ messageId }) => messageId),
  );
  // When this is acknowledged the broker has read our PUBACKs.
  await first.client.publishAsync("contract/after", "", { qos: 1 });
  first.client.stream.destroy();

  const second = await receiveWithoutAck(protocolVersion, clientId);
  await expect.poll(() => second.received.length).toBe(MESSAGES - 120);
  expect(second.received.map(({ text }) => text)).toEqual(first.received.slice(120).map(({ text }) => text));
  await Promise.all([publisher.endAsync(true), second.client.endAsync(true)]);
});
