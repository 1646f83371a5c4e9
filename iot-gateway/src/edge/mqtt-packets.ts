// The one private method of MQTT.js that we use, in one place: a PUBACK sent by hand after COMMIT. The version is pinned
// and tests/iot-gateway/edge/deferred-ack.e2e.test.ts holds it to this contract.
import type { MqttClient } from "mqtt";

interface Sender {
  _sendPacket(packet: { cmd: "puback"; messageId: number; reasonCode: number }): void;
}

export function sendPuback(client: MqttClient, messageId: number): void {
  (client as unknown as Sender)._sendPacket({ cmd: "puback", messageId, reasonCode: 0 });
}

/** Given to `handleMessage`'s callback: no automatic PUBACK, and the next message is handled at once. */
export const DEFERRED = new Error("acknowledged after COMMIT");
