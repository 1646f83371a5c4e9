// Replays a recording as one device: oldest row first, in event time, as fast as the broker acknowledges.
import type { DemoDevice } from "@minqing/core/access/demo";
import { readDevices } from "../access/read-credentials.ts";
import type { SimConfig } from "../config.ts";
import { newLink } from "../fleet/fleet.ts";
import type { Log } from "../log.ts";
import { brokerAddress } from "../mqtt/broker-address.ts";
import { newLinkCounters } from "../mqtt/link-counters.ts";
import { Scheduler } from "../scheduler.ts";
import { mapTime, mapValue } from "./map-time.ts";
import { type RecordedRow, readRecording } from "./recording.ts";

type ReplayConfig = NonNullable<SimConfig["replay"]>;

/** Rows in one message: 500 rows are about 28 kB of the 64 kB that a message may have. */
const ROWS_PER_MESSAGE = 500;
const LOG_EVERY_MS = 1_000;
const TIMEOUT_MS = 60_000;

/** The named thing, or a spare river gauge, which no simulator uses. */
function targetOf(devices: readonly DemoDevice[], { thing, property }: ReplayConfig): DemoDevice {
  const device =
    thing === undefined
      ? devices.find(
          ({ spare, properties, thingId }) => spare && thingId !== undefined && properties.includes(property),
        )
      : devices.find(({ thingId }) => thingId === thing);
  if (device === undefined) {
    throw new RangeError(
      `expected a thing ${thing ?? `that is spare and measures ${property}`} among the devices, got none`,
    );
  }
  if (!device.properties.includes(property)) {
    throw new RangeError(
      `expected a property of ${device.username} (${device.properties.join(", ")}), got "${property}"`,
    );
  }
  return device;
}

const messageOf = (rows: readonly RecordedRow[], { property, ...map }: ReplayConfig): string =>
  JSON.stringify(rows.map(({ atMs, value }) => ({ t: atMs, values: { [property]: mapValue(value, map) } })));

const chunks = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));

export async function replayRecording(
  config: SimConfig,
  replay: ReplayConfig,
  log: Log,
  ending: AbortSignal,
): Promise<void> {
  const target = targetOf(await readDevices(config.dataDir), replay);
  const rows = mapTime(await readRecording(replay.file, replay.column), Date.now());
  const [first, last] = [rows[0], rows.at(-1)];
  if (first === undefined || last === undefined) return;
  log.info(
    `replaying ${rows.length} rows of ${replay.file} into ${target.username}, ${isoText(first.atMs)} to ${isoText(last.atMs)}`,
  );
  const scheduler = new Scheduler();
  const counters = newLinkCounters();
  const link = newLink(target, TIMEOUT_MS, {
    broker: brokerAddress(config.mqtt),
    scheduler,
    counters,
    seed: config.seed,
  });
  link.open();
  const startMs = Date.now();
  let loggedMs = startMs;
  let sent = 0;
  for (const part of chunks(rows, ROWS_PER_MESSAGE)) {
    if (ending.aborted) break;
    // In order: the next message is sent when the one before is stored.
    await publishUntilStored(messageOf(part, replay), (payload, done) => link.publish("observations", payload, done));
    sent += part.length;
    if (Date.now() - loggedMs < LOG_EVERY_MS) continue;
    loggedMs = Date.now();
    log.info(`${sent} of ${rows.length} rows acknowledged`);
  }
  scheduler.close();
  link.close();
  const seconds = Math.max(0.001, (Date.now() - startMs) / 1000);
  log.info(
    `sent ${sent} of ${rows.length} rows in ${seconds.toFixed(1)} s, ${(sent / seconds).toFixed(0)} rows/s, all acknowledged`,
  );
}

const isoText = (atMs: number): string => new Date(atMs).toISOString();

/** Resolves at PUBACK; rejects without one for a minute. */
function publishUntilStored(payload: string, publish: (payload: string, done: () => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`expected an acknowledgement within ${TIMEOUT_MS / 1000} s, got none`)),
      TIMEOUT_MS,
    );
    publish(payload, () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
