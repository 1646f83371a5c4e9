// A device simulator of a bad day: wrong clocks, reused ids, half messages, two connections, foreign encodings, a stolen client
// id, floods of nonsense. It counts what each device was acknowledged for; the ledger must explain every one of them.
import { setTimeout as sleep } from "node:timers/promises";
import type { MqttClient } from "mqtt";
import { CAMERA } from "../geodata/small-city.ts";
import { connectDevice, observationsOf } from "../iot-gateway/mqtt-device.ts";

const RAIN = "441500-rain-1";
const LEVEL = "441500-level-1";
const VEHICLE = "441500-vehicle-1";
const DAY = 86_400_000;

/** A small generator of its own, so that a day can be repeated by its seed. */
function dice(seed: number): (sides: number) => number {
  let state = seed >>> 0 || 1;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

type Roll = ReturnType<typeof dice>;

const anyTime = (roll: Roll): unknown => {
  const now = Date.now();
  return [
    now,
    now + 200_000,
    now + 3 * DAY,
    now - 1_024 * 7 * DAY,
    now - 3_600_000,
    Math.floor(now / 1_000),
    now * 1_000,
    new Date(now).toISOString(),
    new Date(now).toISOString().slice(0, 19),
    "2000-01-01T00:10:00Z",
    null,
    undefined,
    "昨天",
    0,
  ][roll(14)];
};

const anyValue = (roll: Roll): unknown => [5.9, 0, -1, 1e9, "5.9", null, true, "\ud83d", "a\0b", [1], {}][roll(11)];

const anyPosition = (roll: Roll): unknown =>
  [undefined, [115.4, 22.8], [22.8, 115.4], [0, 0], null, "here", [115.4]][roll(7)];

function observation(roll: Roll, property: string): object {
  const item = {
    t: anyTime(roll),
    values: { [property]: anyValue(roll), heading: anyValue(roll) },
    position: anyPosition(roll),
  };
  return roll(5) === 0 ? [item, { ...item, t: anyTime(roll) }] : item;
}

const detection = (roll: Roll): object => ({
  id: [String(roll(3)), "..", "", "x".repeat(200)][roll(8)] ?? String(roll(3)),
  t: anyTime(roll),
  class: ["0101", "0102", 697, "680", 99_999][roll(5)],
  confidence: [0.6, 0.95, 1.0001, 87, null][roll(5)],
  phase: ["new", "update", "end", "start", undefined][roll(5)],
  box: [undefined, [0, 0, 1, 1], [-0.0002, 0, 1, 1], [10, 20, 30, 40]][roll(4)],
  snapshot: [undefined, "aGFsbG8=", "data:image/jpeg;base64,AAAA", "§"][roll(4)],
  position: anyPosition(roll),
});

/** Bytes of a message, sometimes cut off, sometimes in another encoding. */
function bytesOf(roll: Roll, message: object): Buffer {
  const text = JSON.stringify(message);
  const whole = Buffer.from(text);
  return (
    [
      whole,
      whole,
      whole,
      whole.subarray(0, roll(whole.length)),
      Buffer.from(`\ufeff${text}`),
      Buffer.from(text, "utf16le"),
      Buffer.from([0xd3, 0xea, 0x7b]),
    ][roll(7)] ?? whole
  );
}

export interface BadDay {
  /** Publications acknowledged, by device. */
  acknowledged: ReadonlyMap<string, number>;
  connections: number;
}

const TOPICS = {
  [RAIN]: { topic: observationsOf(RAIN), make: (roll: Roll) => observation(roll, "rainfall") },
  [LEVEL]: { topic: observationsOf(LEVEL), make: (roll: Roll) => observation(roll, "water_level") },
  [VEHICLE]: { topic: observationsOf(VEHICLE), make: (roll: Roll) => observation(roll, "speed") },
  [CAMERA]: { topic: `city/v1/cameras/${CAMERA}/detections`, make: detection },
} as const;

type Device = keyof typeof TOPICS;

/** `clientIds`: those that the thief tries, with the level gauge's credential. */
export async function runBadDay(port: number, clientIds: readonly string[], ms: number, seed: number): Promise<BadDay> {
  const acknowledged = new Map<string, number>();
  const endsAtMs = performance.now() + ms;
  let connections = 0;
  const connect = async (device: string, options = {}): Promise<MqttClient> => {
    connections += 1;
    const kind = device === CAMERA ? "cameras" : "things";
    const will = {
      topic: `city/v1/${kind}/${device}/status`,
      payload: Buffer.from("offline"),
      qos: 1 as const,
      retain: true,
    };
    const client = await connectDevice(port, device, { will, ...options });
    // It may be cut off by a second connection of the same device, as the day has it.
    client.on("error", () => undefined);
    return client;
  };
  const live = async (device: Device, roll: Roll): Promise<void> => {
    const { topic, make } = TOPICS[device];
    let client = await connect(device);
    while (performance.now() < endsAtMs) {
      if (roll(40) === 0) {
        // A second connection while the first one breaks: its will comes late.
        const next = await connect(device);
        client.stream.destroy();
        client.end(true);
        client = next;
      }
      if (!client.connected) client = await connect(device);
      const sent = await client.publishAsync(topic, bytesOf(roll, make(roll)), { qos: 1 }).then(
        () => 1,
        () => 0,
      );
      acknowledged.set(device, (acknowledged.get(device) ?? 0) + sent);
      await sleep(roll(8));
    }
    await client.endAsync();
  };
  const steal = async (roll: Roll): Promise<void> => {
    while (performance.now() < endsAtMs) {
      const clientId = clientIds[roll(clientIds.length)] ?? "";
      const thief = await connect("441500-spare-1", { clientId, clean: true, will: undefined });
      await sleep(50);
      await thief.endAsync();
    }
  };
  await Promise.all([
    ...(Object.keys(TOPICS) as Device[]).map((device, i) => live(device, dice(seed + i))),
    steal(dice(seed + 100)),
  ]);
  return { acknowledged, connections };
}
