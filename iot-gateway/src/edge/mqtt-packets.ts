// Deferred acknowledgement with MQTT.js: its handler is told of an error, so that no PUBACK goes out by itself and the next
// message is handled at once; after COMMIT the PUBACKs of a batch are written to the connection as one piece. The version is
// pinned and tests/iot-gateway/edge/deferred-ack.e2e.test.ts holds it to this contract.
import type { MqttClient } from "mqtt";

/** Given to `handleMessage`'s callback. */
export const DEFERRED = new Error("acknowledged after COMMIT");

const PUBACK = 0x40;
const BYTES = 4;

/** [MQTT-3.1.1 §3.4] and [MQTT 5 §3.4.2.1]: two bytes of id; without a reason code it means success. */
export function pubacks(messageIds: readonly number[]): Buffer {
  const bytes = Buffer.allocUnsafe(messageIds.length * BYTES);
  let at = 0;
  for (const id of messageIds) {
    bytes[at] = PUBACK;
    bytes[at + 1] = 2;
    bytes.writeUInt16BE(id, at + 2);
    at += BYTES;
  }
  return bytes;
}

export function sendPubacks(client: MqttClient, messageIds: readonly number[]): void {
  client.stream.write(pubacks(messageIds));
}
