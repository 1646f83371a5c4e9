// A device's link with a broker that loses messages, refuses and disconnects.
import { createServer, type Server, type Socket } from "node:net";
import { DeviceLink } from "@minqing/sims/mqtt/device-link";
import { newLinkCounters } from "@minqing/sims/mqtt/link-counters";
import { Scheduler } from "@minqing/sims/scheduler";
import { afterEach, expect, test, vi } from "vitest";

interface Broker {
  port: number;
  published: string[];
  connections: number;
  /** Whether PUBLISH is answered. */
  isAnswering: boolean;
  drop(): void;
}

/** Long enough for a busy machine. */
const WAIT = { timeout: 8_000 };

const servers: Server[] = [];
const schedulers: Scheduler[] = [];
afterEach(() => {
  for (const scheduler of schedulers.splice(0)) scheduler.close();
  for (const server of servers.splice(0)) server.close();
});

/** Understands CONNECT and PUBLISH of less than 128 bytes. */
async function openBroker(connack: number): Promise<Broker> {
  const sockets = new Set<Socket>();
  const broker: Broker = {
    port: 0,
    published: [],
    connections: 0,
    isAnswering: true,
    drop() {
      for (const socket of sockets) socket.destroy();
    },
  };
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
    socket.on("data", (bytes) => {
      for (let at = 0; at < bytes.length; at += 2 + (bytes[at + 1] ?? 0)) {
        const kind = (bytes[at] ?? 0) >> 4;
        if (kind === 1) broker.connections += 1;
        if (kind === 1) socket.write(Buffer.from([0x20, 2, 0, connack]));
        if (kind !== 3) continue;
        const topicLength = bytes.readUInt16BE(at + 2);
        const id = bytes.subarray(at + 4 + topicLength, at + 6 + topicLength);
        broker.published.push(bytes.subarray(at + 6 + topicLength, at + 2 + (bytes[at + 1] ?? 0)).toString());
        if (broker.isAnswering) socket.write(Buffer.concat([Buffer.from([0x40, 2]), id]));
      }
    });
  });
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("expected a port");
  broker.port = address.port;
  return broker;
}

function openLink(broker: Broker, maxQueued = 30) {
  const scheduler = new Scheduler();
  schedulers.push(scheduler);
  const counters = newLinkCounters();
  const link = new DeviceLink({
    broker: { host: "127.0.0.1", port: broker.port, isSecure: false },
    credential: { username: "a", password: "b" },
    root: "city/v1/things/a",
    scheduler,
    counters,
    keepAliveS: 60,
    maxQueued,
    draw: () => 0,
  });
  return { link, counters };
}

test("it publishes that it is online and its messages, and reports when a message is stored", async () => {
  const broker = await openBroker(0);
  const { link, counters } = openLink(broker);
  link.open();
  await new Promise<void>((stored) => link.publish("observations", "1", stored));
  expect(broker.published).toEqual(["online", "1"]);
  expect(link.isOnline).toBe(true);
  link.close();
  expect(counters).toMatchObject({ online: 0, sent: 2, acknowledged: 2, lost: 0 });
});

test("unacknowledged messages are sent again after the connection broke", async () => {
  const broker = await openBroker(0);
  const { link, counters } = openLink(broker);
  broker.isAnswering = false;
  link.open();
  const stored = new Promise<void>((done) => link.publish("observations", "1", done));
  await vi.waitFor(() => expect(broker.published).toEqual(["online", "1"]), WAIT);
  broker.isAnswering = true;
  broker.drop();
  await stored;
  expect(broker.published.filter((payload) => payload === "1")).toHaveLength(2);
  expect(counters.lost).toBe(1);
  link.cut();
});

test("while the broker is down it queues the newest messages and drops the oldest", async () => {
  const broker = await openBroker(0);
  const { link, counters } = openLink(broker, 3);
  for (const payload of ["1", "2", "3", "4", "5"]) link.publish("observations", payload);
  expect(counters.dropped).toBe(2);
  link.open();
  await vi.waitFor(() => expect(broker.published).toEqual(["online", "3", "4", "5"]), WAIT);
  link.cut();
});

test("a refused sign-in is counted and repeated later, not at once", async () => {
  const broker = await openBroker(5);
  const { link, counters } = openLink(broker);
  link.open();
  await vi.waitFor(() => expect(counters.refused).toBe(1), WAIT);
  await new Promise((done) => setTimeout(done, 200));
  expect(broker.connections).toBe(1);
  expect(link.isOnline).toBe(false);
  link.cut();
});
