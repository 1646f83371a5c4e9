// The packets of the light client against a full one, and replies cut anywhere.
import { connectPacket, publishPacket } from "@minqing/sims/mqtt/packets";
import { type Reply, ReplyReader } from "@minqing/sims/mqtt/replies";
import fc from "fast-check";
import { expect, test } from "vitest";

test("a CONNECT carries user name, password, clean session and a retained last will of QoS 1", () => {
  const will = { topic: "city/v1/things/a/status", payload: "offline" };
  const bytes = connectPacket({ clientId: "sim-a", username: "a", password: "secret", keepAliveS: 300, will });
  const body = Buffer.concat([
    Buffer.from([0, 4, ...Buffer.from("MQTT"), 4, 0xee, 1, 44]),
    ...["sim-a", will.topic, will.payload, "a", "secret"].map((field) =>
      Buffer.concat([Buffer.from([0, field.length]), Buffer.from(field)]),
    ),
  ]);
  expect([...bytes]).toEqual([0x10, body.length, ...body]);
});

test("a PUBLISH of any size says its own length", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 300_000 }), fc.integer({ min: 1, max: 65_535 }), (size, messageId) => {
      const bytes = publishPacket({ topic: "t/中", payload: "x".repeat(size), retain: false, messageId });
      let length = 0;
      let at = 1;
      for (let shift = 0; ; shift += 7) {
        const byte = bytes[at++] ?? 0;
        length |= (byte & 0x7f) << shift;
        if (byte < 0x80) break;
      }
      expect(bytes[0]).toBe(0x32);
      expect(bytes.length - at).toBe(length);
      expect(bytes.readUInt16BE(at)).toBe(Buffer.byteLength("t/中"));
      expect(bytes.readUInt16BE(at + 2 + Buffer.byteLength("t/中"))).toBe(messageId);
    }),
    { numRuns: 40 },
  );
});

test("replies are read whole however the stream is cut, and unknown packets are passed over", () => {
  const stream = Buffer.concat([
    Buffer.from([0x20, 2, 0, 0]),
    Buffer.from([0x40, 2, 1, 2]),
    Buffer.concat([Buffer.from([0x30, 0xc8, 0x01]), Buffer.alloc(200, 7)]),
    Buffer.from([0xd0, 0]),
    Buffer.from([0x40, 2, 255, 255]),
  ]);
  const whole: Reply[] = [
    { type: "connack", code: 0 },
    { type: "puback", messageId: 258 },
    { type: "pingresp" },
    { type: "puback", messageId: 65_535 },
  ];
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: stream.length - 1 }), { maxLength: 8 }), (cuts) => {
      const reader = new ReplyReader();
      const edges = [0, ...[...new Set(cuts)].sort((a, b) => a - b), stream.length];
      const replies = edges.slice(1).flatMap((to, i) => reader.feed(stream.subarray(edges[i], to)));
      expect(replies).toEqual(whole);
    }),
  );
});

test("a remaining length of five bytes is refused", () => {
  expect(() => new ReplyReader().feed(Buffer.from([0x40, 0xff, 0xff, 0xff, 0xff, 1]))).toThrow(/at most four bytes/);
});
