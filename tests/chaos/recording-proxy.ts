// A proxy between the gateway and its broker that records what the gateway acknowledged: the keys of the PUBLISH packets
// whose ids come back as PUBACK on the same connection.
import { connect, createServer, type Server, type Socket } from "node:net";
import { keyOf, type MessageKey } from "./ledger-devices.ts";

const PUBLISH = 3;
const PUBACK = 4;

export class RecordingProxy {
  readonly acknowledged: MessageKey[] = [];
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  constructor(brokerPort: number) {
    this.#server = createServer((gateway) => this.#join(gateway, connect(brokerPort, "127.0.0.1")));
  }

  async listen(): Promise<number> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    const address = this.#server.address();
    if (typeof address !== "object" || address === null) throw new Error("proxy: expected a port, got none");
    return address.port;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #join(gateway: Socket, broker: Socket): void {
    const open = new Map<number, MessageKey>();
    const fromBroker = new PacketReader((type, flags, body) => {
      if (type !== PUBLISH || (flags & 0x06) === 0) return;
      const { id, key } = readPublish(body);
      if (key !== null) open.set(id, key);
    });
    const fromGateway = new PacketReader((type, _flags, body) => {
      if (type !== PUBACK) return;
      const key = open.get(body.readUInt16BE(0));
      if (key !== undefined) this.acknowledged.push(key);
    });
    for (const [from, to, reader] of [
      [broker, gateway, fromBroker],
      [gateway, broker, fromGateway],
    ] as const) {
      this.#sockets.add(from);
      from.on("data", (chunk) => {
        reader.read(chunk);
        to.write(chunk);
      });
      from.on("error", () => undefined);
      from.on("close", () => {
        this.#sockets.delete(from);
        to.destroy();
      });
    }
  }
}

/** MQTT 5: two bytes of topic length, topic, id, properties with their length, payload. The ledger's key is in topic and
 * value; null for other messages. */
function readPublish(body: Buffer): { id: number; key: MessageKey | null } {
  const topicEnd = 2 + body.readUInt16BE(0);
  const topic = body.toString("utf8", 2, topicEnd);
  // No property of these messages needs a second length byte.
  const payloadAt = topicEnd + 3 + (body[topicEnd + 2] ?? 0);
  const device = /load-(\d+)\/observations$/.exec(topic)?.[1];
  const value = /"rainfall":("?)([\d.]+)/.exec(body.toString("utf8", payloadAt));
  const n = value === null ? Number.NaN : value[1] === "" ? Math.round(Number(value[2]) * 1_000) : Number(value[2]);
  const key = device === undefined || Number.isNaN(n) ? null : keyOf(Number(device), n);
  return { id: body.readUInt16BE(topicEnd), key };
}

class PacketReader {
  readonly #onPacket: (type: number, flags: number, body: Buffer) => void;
  #rest: Buffer = Buffer.alloc(0);

  constructor(onPacket: (type: number, flags: number, body: Buffer) => void) {
    this.#onPacket = onPacket;
  }

  read(chunk: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    for (;;) {
      const header = readHeader(this.#rest);
      if (header === null || this.#rest.length < header.end) return;
      const first = this.#rest[0] ?? 0;
      this.#onPacket(first >> 4, first & 0x0f, this.#rest.subarray(header.start, header.end));
      this.#rest = this.#rest.subarray(header.end);
    }
  }
}

function readHeader(bytes: Buffer): { start: number; end: number } | null {
  let length = 0;
  for (let i = 1; i <= 4 && i < bytes.length; i++) {
    const byte = bytes[i] ?? 0;
    length += (byte & 0x7f) * 128 ** (i - 1);
    if (byte < 0x80) return { start: i + 1, end: i + 1 + length };
  }
  return null;
}
