// Decode and validate on frozen inputs: storable rows, the place of every issue, and an unchanged input.
import type { Directory, Thing } from "@minqing/iot-gateway/directory/directory";
import { decodeMessage } from "@minqing/iot-gateway/ingest/decode";
import type { InboundMessage } from "@minqing/iot-gateway/message";
import fc from "fast-check";
import { expect, test } from "vitest";

const NOON = Date.UTC(2026, 2, 1, 4);

const thing: Thing = {
  id: "a",
  no: 1,
  kind: "rain_gauge",
  regionCode: "441502",
  reachCode: null,
  attributes: {},
  spare: false,
  streams: new Map(),
  expectedIntervalMs: 60_000,
};
const stream = { thing, thingId: "a", expectedIntervalMs: 60_000, rules: [] };
thing.streams.set("rainfall", {
  ...stream,
  id: 1,
  property: "rainfall",
  valueType: "number",
  minValue: 0,
  maxValue: 500,
});
thing.streams.set("duty", { ...stream, id: 2, property: "duty", valueType: "string", minValue: null, maxValue: null });
thing.streams.set("wet", { ...stream, id: 3, property: "wet", valueType: "boolean", minValue: null, maxValue: null });

const directory: Directory = Object.freeze({
  cityCode: "441500",
  envelope: [113, 20, 118, 25] as const,
  things: new Map([["a", Object.freeze(thing)]]),
  cameras: new Map(),
  classes: new Map(),
  silenceRules: [],
  ruleIds: [],
});

const message = (payload: string | Buffer, topic = "city/v1/things/a/observations"): InboundMessage =>
  Object.freeze({
    topic,
    payload: Buffer.isBuffer(payload) ? payload : Buffer.from(payload),
    qos: 1,
    receivedAtMs: NOON,
    isRedelivery: false,
    username: null,
    acknowledge: () => undefined,
  });

const decode = (json: unknown) => decodeMessage(message(JSON.stringify(json)), directory);

test("numbers, text and booleans go to the columns of their type", () => {
  const { observations, issues } = decode({ t: NOON, values: { rainfall: 0.1, duty: "巡查", wet: true } });
  expect(issues).toEqual([]);
  expect(observations.map((row) => [row.datastreamId, row.valueNum, row.valueText])).toEqual([
    [1, 0.1, null],
    [2, null, "巡查"],
    [3, 1, null],
  ]);
});

test("an instant may be RFC 3339 with any offset", () => {
  const [observation] = decode({ t: "2026-03-01T12:00:00.250+08:00", values: { rainfall: 1 } }).observations;
  expect(observation?.observedAtMs).toBe(NOON + 250);
});

test.each([
  [{ t: "yesterday", values: { rainfall: 1 } }, "bad-shape"],
  [{ t: NOON + 0.5, values: { rainfall: 1 } }, "bad-shape"],
  [{ t: NOON, values: { duty: 7 } }, "wrong-type"],
  [{ t: NOON, values: { wet: 1 } }, "wrong-type"],
  [{ t: NOON, values: { rainfall: null } }, "bad-shape"],
  [{ t: NOON, values: { rainfall: 1 }, position: [115] }, "bad-shape"],
  [{ t: NOON, values: { rainfall: 1 }, seq: -1 }, "bad-shape"],
  [{ t: NOON, values: { speed: 1 } }, "unknown-property"],
  [null, "bad-shape"],
  ["text", "bad-shape"],
])("%j is refused as %s", (json, reason) => {
  const draft = decode(json);
  expect(draft.observations).toEqual([]);
  expect(draft.issues.map((issue) => issue.reason)).toContain(reason);
});

test("motion beside a position belongs to the position", () => {
  const draft = decode({ t: NOON, values: { speed: 36, heading: 90 }, position: [115.4, 22.8] });
  expect(draft.issues).toEqual([]);
  expect(draft.positions[0]?.row).toMatchObject({ lon: 115.4, lat: 22.8, speedKmh: 36, heading: 90 });
});

const NESTED = "[".repeat(15_000) + "]".repeat(15_000);

test.each([
  ['{"values":{"":{"toString":""}}}', "got an object"],
  [`{"values":{"level":${NESTED}}}`, "got a list of 1"],
  [`{"t":${NESTED},"values":{"level":1},"position":${NESTED}}`, "t: "],
  [NESTED, "message: "],
])("a value that cannot be turned into text is an issue with its place: %.40s", (text, detail) => {
  const draft = decodeMessage(message(Buffer.from(text)), directory);
  expect(draft.issues.map((issue) => [issue.reason, issue.detail])).toContainEqual([
    "bad-shape",
    expect.stringContaining(detail),
  ]);
});

test("any bytes give a draft with rows to store or an issue", () => {
  const anything = fc.oneof(
    fc.uint8Array().map((bytes) => Buffer.from(bytes)),
    fc.json().map((text) => Buffer.from(text)),
    fc
      .record({ t: fc.anything(), values: fc.anything(), position: fc.anything() }, { requiredKeys: [] })
      .map((value) => {
        return Buffer.from(
          JSON.stringify(value, (_, part) => (typeof part === "bigint" ? String(part) : part)) ?? "null",
        );
      }),
  );
  fc.assert(
    fc.property(anything, (payload) => {
      const draft = decodeMessage(message(payload), directory);
      expect(draft.observations.length + draft.positions.length + draft.issues.length).toBeGreaterThan(0);
      for (const row of draft.observations) expect(Number.isFinite(row.valueNum ?? 0)).toBe(true);
    }),
    { numRuns: 500 },
  );
});
