// The live bus between two processes: the gateway's batches reach the server through the broker, also after the broker was
// away; unreadable messages are skipped.
import type { LiveBatch } from "@minqing/core/live/bus";
import { LIVE_TOPIC } from "@minqing/core/live/bus-codec";
import { MqttBusPublisher } from "@minqing/iot-gateway/bus-mqtt";
import { MqttBusListener } from "@minqing/server/live/mqtt-bus-listener";
import mqtt from "mqtt";
import { afterAll, expect, test, vi } from "vitest";
import { startMosquitto } from "../../services/mosquitto.ts";
import { quiet } from "../open-app.ts";

const broker = await startMosquitto();
const publisher = new MqttBusPublisher({ url: broker.url }, quiet);
const listener = new MqttBusListener({ url: broker.url }, quiet);
afterAll(async () => {
  await Promise.all([publisher.close(), listener.close()]);
  await broker.stop();
});

const batches: LiveBatch[] = [];
listener.subscribe((batch) => batches.push(batch));

const value = (datastream: number) => ({
  datastream,
  regionCode: "441521",
  reachCode: null,
  value: 1.5,
  observedAtMs: 1_000,
});

/** Publishes repeatedly: with QoS 0 nothing is stored while one side connects. */
async function arrives(datastream: number): Promise<void> {
  await vi.waitFor(
    () => {
      publisher.publish({ positions: [], values: [value(datastream)] });
      expect(batches.flatMap(({ values }) => values)).toContainEqual(value(datastream));
    },
    { timeout: 20_000, interval: 150 },
  );
}

test("a batch arrives as it was, newest per device", async () => {
  await arrives(1);
  const position = {
    no: 7,
    regionCode: "441521",
    reachCode: null,
    lon: 115.4,
    lat: 22.8,
    heading: 90,
    speedKmh: 30,
    observedAtMs: 2_000,
  };
  batches.length = 0;
  publisher.publish({ positions: [{ ...position, lon: 115.3, observedAtMs: 1_000 }], values: [] });
  publisher.publish({ positions: [position], values: [value(2)] });
  await vi.waitFor(() => expect(batches.flatMap(({ positions }) => positions)).toEqual([position]), 5_000);
});

test("what is no batch is passed over", async () => {
  const client = await mqtt.connectAsync(broker.url);
  for (const text of ["", "{", '{"v":2}', "[]"]) await client.publishAsync(LIVE_TOPIC, text);
  await client.endAsync();
  await arrives(3);
});

test("both sides come back by themselves after the broker was away", async () => {
  await broker.kill9();
  await broker.restart();
  await arrives(4);
}, 40_000);
