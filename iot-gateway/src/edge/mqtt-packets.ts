// Deferred acknowledgement with MQTT.js: its handler gets an error, so that it sends no PUBACK itself and handles the next
// message at once; after COMMIT the PUBACKs of a batch are written to the connection in one piece. MQTT.js does not promise
// this: its version is pinned, and tests/iot-gateway/edge/deferred-ack.e2e.test.ts checks the behaviour.
import type { MqttClient } from "mqtt";

/** Passed to the callback of `handleMessage`. */
export const DEFERRED = new Error("acknowledged after COMMIT");

const PUBACK = 0x40;
const PUBACK_BYTES = 4;

/** [MQTT-3.1.1 §3.4] and [MQTT 5 §3.4.2.1]: two bytes of packet id; a PUBACK without reason code means success. */
export function encodePubacks(messageIds: readonly number[]): Buffer {
  const bytes = Buffer.allocUnsafe(messageIds.length * PUBACK_BYTES);
  let at = 0;
  for (const id of messageIds) {
    bytes[at] = PUBACK;
    bytes[at + 1] = 2;
    bytes.writeUInt16BE(id, at + 2);
    at += PUBACK_BYTES;
  }
  return bytes;
}

export function sendPubacks(client: MqttClient, messageIds: readonly number[]): void {
  client.stream.write(encodePubacks(messageIds));
}
