// Decode and validate on frozen inputs: storable rows, the place of every issue, and an unchanged input.
import { DEFAULT_DEVICE_LIMITS } from "@minqing/core/device/limits";
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
  limits: DEFAULT_DEVICE_LIMITS,
  bufferedMs: 90 * 86_400_000,
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
  [{ t: NOON, values: {}, position: [115] }, "bad-shape"],
  [{ ts: NOON, values: { rainfall: 1 } }, "bad-shape"],
  [{ t: "2026-03-01T12:00:00", values: { rainfall: 1 } }, "bad-shape"],
  [{ t: NOON / 1_000, values: { rainfall: 1 } }, "bad-time"],
  [{ t: NOON * 1_000, values: { rainfall: 1 } }, "bad-time"],
  [{ t: NOON * 1_000_000, values: { rainfall: 1 } }, "bad-time"],
  [{ t: NOON, values: { duty: "\0" } }, "bad-shape"],
  [{ t: NOON, values: { duty: "\ud83d" } }, "bad-shape"],
  [{ t: NOON, values: { speed: 1 } }, "unknown-property"],
  [null, "bad-shape"],
  ["text", "bad-shape"],
])("%j is refused as %s", (json, reason) => {
  const draft = decode(json);
  expect(draft.observations).toEqual([]);
  expect(draft.issues.map((issue) => issue.reason)).toContain(reason);
});

test.each([
  [{ ts: NOON, values: { rainfall: 1 } }, "keys here: ts, values"],
  [{ t: "2026-03-01T12:00:00", values: { rainfall: 1 } }, "a zone is missing"],
  [{ t: String(NOON), values: { rainfall: 1 } }, "without quotes"],
  [{ t: NOON / 1_000, values: { rainfall: 1 } }, "looks like epoch seconds"],
  [{ t: NOON * 1_000, values: { rainfall: 1 } }, "looks like epoch microseconds"],
  [{ t: NOON, values: { ["k".repeat(65)]: 1 } }, "expected keys of 1 to 64 characters, got one of 65"],
])("the refusal of %j says what it looks like", (json, hint) => {
  expect(
    decode(json)
      .issues.map(({ detail }) => detail)
      .join("; "),
  ).toContain(hint);
});

test.each([
  [{ position: [0, 0] }, "position"],
  [{ position: [22.8, 115.4] }, "latitude before longitude"],
  [{ position: ["115.4", "22.8"] }, "position"],
  [{ position: [115.4, 22.8], crs: "EPSG:4326" }, "crs"],
  [{ accuracyM: -1 }, "accuracyM"],
  [{ seq: 1.5 }, "seq"],
  [{ values: { rainfall: 1, duty: 7 } }, "duty"],
])("a bad field takes no good value with it: %j", (rest, field) => {
  const draft = decode({ t: NOON, values: { rainfall: 1 }, ...rest });
  expect(draft.observations.map(({ valueNum }) => valueNum)).toEqual([1]);
  expect(draft.issues.map(({ detail }) => detail).join("; ")).toContain(field);
});

test("null means absent, in every field", () => {
  const draft = decode({
    t: NOON,
    values: { rainfall: 1, duty: null },
    position: null,
    crs: null,
    accuracyM: null,
    seq: null,
  });
  expect(draft.issues).toEqual([]);
  expect(draft.observations).toHaveLength(1);
  const moved = decode({ t: NOON, values: { heading: null }, position: [115.64, 22.8] });
  expect(moved.issues).toEqual([]);
  expect(moved.positions).toHaveLength(1);
});

test("a good position is stored beside bad values, and without any", () => {
  const motion = decode({ t: NOON, values: { heading: "north", speed: 3 }, position: [115.4, 22.8] });
  expect(motion.positions[0]?.row).toMatchObject({ heading: null, speedKmh: 3 });
  expect(motion.issues).toHaveLength(1);
  expect(decode({ t: NOON, position: [115.4, 22.8] }).positions).toHaveLength(1);
  expect(decode({ t: NOON, values: "none", position: [115.4, 22.8] }).positions).toHaveLength(1);
});

test.each([
  ["2000-01-01T00:10:00Z", Date.UTC(2000, 0, 1, 0, 10)],
  [NOON - 1_024 * 7 * 86_400_000, NOON - 1_024 * 7 * 86_400_000],
  ["1970-01-01T00:00:05Z", 5_000],
  [0, 0],
  [NOON + 3_600_000, NOON + 3_600_000],
])("a clock that cannot be right counts from the arrival, with its skew: %s", (t, deviceMs) => {
  const draft = decode({ t, values: { rainfall: 0.9 } });
  expect(draft.issues).toEqual([]);
  expect(draft.observations[0]).toMatchObject({ observedAtMs: NOON, skewMs: deviceMs - NOON, valueNum: 0.9 });
  expect(draft.clockSkewMs).toBe(deviceMs - NOON);
});

test("a byte order mark is no fault, and another encoding is named", () => {
  const withMark = Buffer.from(`\ufeff{"t":${NOON},"values":{"rainfall":1}}`);
  expect(decodeMessage(message(withMark), directory).observations).toHaveLength(1);
  const gbk = Buffer.from([0x7b, 0x22, 0xd3, 0xea, 0x22, 0x3a, 0x31, 0x7d]);
  expect(decodeMessage(message(gbk), directory).issues[0]?.detail).toContain("looks like GBK");
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
