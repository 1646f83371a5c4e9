// The packets of the light client as in the standard, and replies cut at any byte.
import { connectPacket, publishPacket, replyReader } from "@minqing/sims/mqtt/packets";
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

test("a PUBLISH has QoS 1, and DUP when it was sent before", () => {
  const message = { topic: "t/中", payload: "x", messageId: 258 };
  const rest = [9, 0, 5, ...Buffer.from("t/中"), 1, 2, "x".charCodeAt(0)];
  rest[0] = rest.length - 1;
  expect([...publishPacket(message)]).toEqual([0x32, ...rest]);
  expect(publishPacket({ ...message, dup: true, retain: true })[0]).toBe(0x3b);
});

const STREAM = Buffer.concat([
  Buffer.from([0x20, 2, 0, 0]),
  Buffer.from([0x40, 2, 1, 2]),
  // Another packet, of 200 bytes.
  Buffer.concat([Buffer.from([0x30, 0xc8, 0x01, 0, 1, 0x74]), Buffer.alloc(197, 7)]),
  Buffer.from([0xd0, 0]),
  Buffer.from([0x40, 2, 255, 255]),
]);

test("replies are read whole however the stream is cut, and other packets are ignored", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: STREAM.length - 1 }), { maxLength: 8 }), (cuts) => {
      const replies: string[] = [];
      const read = replyReader({
        onConnack: (code) => replies.push(`connack ${code}`),
        onPuback: (id) => replies.push(`puback ${id}`),
        onFault: (fault) => replies.push(fault.message),
      });
      const edges = [0, ...[...new Set(cuts)].sort((a, b) => a - b), STREAM.length];
      for (const [i, to] of edges.slice(1).entries()) read(STREAM.subarray(edges[i], to));
      expect(replies).toEqual(["connack 0", "puback 258", "puback 65535"]);
    }),
  );
});

test("a remaining length of five bytes is a fault", () => {
  const faults: string[] = [];
  const read = replyReader({
    onConnack: () => undefined,
    onPuback: () => undefined,
    onFault: ({ message }) => faults.push(message),
  });
  read(Buffer.from([0x40, 0xff, 0xff, 0xff, 0xff, 1]));
  expect(faults).toHaveLength(1);
});
