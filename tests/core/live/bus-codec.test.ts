// A live batch crosses the broker unchanged; other bytes are rejected.
import { decodeLiveBatch, encodeLiveBatch } from "@minqing/core/live/bus-codec";
import { expect, test } from "vitest";

const batch = Object.freeze({
  positions: [
    { no: 7, regionCode: "441502", reachCode: null, lon: 115.4, lat: 22.8, heading: 90, speedKmh: 36, observedAtMs: 1 },
  ],
  values: [{ datastream: 3, regionCode: "441502", reachCode: null, value: -0.5, observedAtMs: 2 }],
});

test("decoding reverses encoding", () => {
  expect(decodeLiveBatch(encodeLiveBatch(batch))).toEqual(batch);
});

test.each(["", "{}", '{"v":1,"positions":[],"values":[]}', '{"v":2,"positions":[[1]],"values":[]}'])(
  "%s is rejected",
  (text) => {
    expect(() => decodeLiveBatch(text)).toThrow();
  },
);
