// The topics of the contract, and the filters that a device may subscribe to.
import { maySubscribe, parseTopic } from "@minqing/iot-gateway/topics";
import { expect, test } from "vitest";

test.each([
  ["city/v1/things/a/observations", { channel: "observations", kind: "thing", deviceId: "a" }],
  ["city/v1/things/a/status", { channel: "status", kind: "thing", deviceId: "a" }],
  ["city/v1/things/a/commands/c1/ack", { channel: "command-ack", kind: "thing", deviceId: "a" }],
  ["city/v1/cameras/a/detections", { channel: "detections", kind: "camera", deviceId: "a" }],
  ["city/v1/cameras/a/status", { channel: "status", kind: "camera", deviceId: "a" }],
])("%s is a topic of the contract", (topic, address) => {
  expect(parseTopic(topic)).toEqual(address);
});

test.each([
  "city/v1/things/a/commands",
  "city/v1/things//observations",
  "city/v1/things/a/observations/x",
  "city/v1/things/a",
  "city/v1/cameras/a/observations",
  "city/v2/things/a/observations",
  "$SYS/broker",
  "",
])("%s is not a topic of the contract", (topic) => {
  expect(parseTopic(topic)).toBeNull();
});

test("a device subscribes to its commands only", () => {
  expect(maySubscribe("a", "city/v1/things/a/commands")).toBe(true);
  const own = ["observations", "status", "#", "+", "commands/#", "commands/1/ack"].map(
    (rest) => `city/v1/things/a/${rest}`,
  );
  for (const filter of [
    ...own,
    "city/v1/cameras/a/detections",
    "#",
    "city/v1/things/+/commands",
    "city/v1/things/ab/commands",
    "city/v1/things/a",
    "$SYS/#",
  ]) {
    expect(maySubscribe("a", filter)).toBe(false);
  }
});
