// A simple device: signs in with its own credential, publishes, waits for the acknowledgement.
import type { DemoDevice } from "@minqing/core/access/demo";
import mqtt from "mqtt";

/** The demo's spare device of a kind; no simulator uses it. */
export function spareDevice(devices: readonly DemoDevice[], kind: string): DemoDevice {
  const device = devices.find((candidate) => candidate.kind === kind && candidate.spare);
  if (device === undefined) throw new Error(`expected a spare ${kind}, got none`);
  return device;
}

export async function publishOnce(port: number, device: DemoDevice, payload: unknown): Promise<void> {
  const topic =
    device.cameraId === undefined
      ? `city/v1/things/${device.username}/observations`
      : `city/v1/cameras/${device.username}/detections`;
  const { username, password } = device;
  const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${port}`, { username, password, reconnectPeriod: 0 });
  try {
    const bytes = Buffer.isBuffer(payload) ? payload : JSON.stringify(payload);
    await client.publishAsync(topic, bytes, { qos: 1 });
  } finally {
    await client.endAsync();
  }
}
