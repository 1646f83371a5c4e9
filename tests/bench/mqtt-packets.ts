// The few MQTT 3.1.1 packets a load generator needs, encoded by hand: a client library would be what is measured.

const text = (value: string): Buffer => {
  const bytes = Buffer.from(value);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length);
  return Buffer.concat([length, bytes]);
};

// [MQTT-2.2.3] seven bits a byte, the eighth says that more follow
function remainingLength(length: number): Buffer {
  const bytes: number[] = [];
  for (let rest = length; ; ) {
    const digit = rest % 128;
    rest = Math.floor(rest / 128);
    bytes.push(rest > 0 ? digit | 0x80 : digit);
    if (rest === 0) return Buffer.from(bytes);
  }
}

const packet = (type: number, body: Buffer): Buffer =>
  Buffer.concat([Buffer.from([type]), remainingLength(body.length), body]);

export function connectPacket(login: { clientId: string; username?: string; password?: string }): Buffer {
  const { clientId, username, password } = login;
  // Clean session, user name and password when given; keep-alive 60 s.
  const flags = 0x02 | (username === undefined ? 0 : 0x80) | (password === undefined ? 0 : 0x40);
  const fields = [clientId, username, password].filter((value) => value !== undefined).map(text);
  return packet(0x10, Buffer.concat([text("MQTT"), Buffer.from([4, flags, 0, 60]), ...fields]));
}

/** QoS 1; `id` is 1..65535. */
export function publishPacket(topic: string, id: number, payload: string): Buffer {
  const idBytes = Buffer.from([id >> 8, id & 0xff]);
  return packet(0x32, Buffer.concat([text(topic), idBytes, Buffer.from(payload)]));
}

export const PING = Buffer.from([0xc0, 0x00]);

/** Takes whole PUBACK packets from the front of `data`, gives the rest back. Other packets are skipped. */
export function readPubacks(data: Buffer, onPuback: (id: number) => void): Buffer {
  let at = 0;
  while (data.length - at >= 2) {
    const length = data[at + 1] ?? 0;
    if (length > 127) throw new Error(`load: expected packets below 128 bytes from the broker, got ${length}`);
    if (data.length - at < 2 + length) break;
    if (data[at] === 0x40) onPuback(data.readUInt16BE(at + 2));
    at += 2 + length;
  }
  return data.subarray(at);
}
