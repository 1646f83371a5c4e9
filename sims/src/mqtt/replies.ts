// What a broker answers a device that only publishes: CONNACK, PUBACK, PINGRESP. Anything else is read past.

export type Reply = { type: "connack"; code: number } | { type: "puback"; messageId: number } | { type: "pingresp" };

interface Framed {
  firstByte: number;
  body: Buffer;
  end: number;
}

function frameAt(bytes: Buffer, start: number): Framed | null {
  let length = 0;
  for (let i = 0; i < 4; i++) {
    const byte = bytes[start + 1 + i];
    if (byte === undefined) return null;
    length |= (byte & 0x7f) << (7 * i);
    if (byte < 0x80) {
      const from = start + 2 + i;
      if (bytes.length < from + length) return null;
      return { firstByte: bytes[start] ?? 0, body: bytes.subarray(from, from + length), end: from + length };
    }
  }
  throw new RangeError("expected a remaining length of at most four bytes, got five");
}

function replyOf({ firstByte, body }: Framed): Reply | null {
  const kind = firstByte >> 4;
  if (kind === 2 && body.length >= 2) return { type: "connack", code: body[1] ?? 0 };
  if (kind === 4 && body.length >= 2) return { type: "puback", messageId: body.readUInt16BE(0) };
  return kind === 13 ? { type: "pingresp" } : null;
}

/** Collects bytes until replies are whole. One per connection. */
export class ReplyReader {
  #rest: Buffer = Buffer.alloc(0);

  feed(chunk: Buffer): Reply[] {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const replies: Reply[] = [];
    let start = 0;
    for (let frame = frameAt(bytes, start); frame !== null; frame = frameAt(bytes, start)) {
      const reply = replyOf(frame);
      if (reply !== null) replies.push(reply);
      start = frame.end;
    }
    this.#rest = start === bytes.length ? Buffer.alloc(0) : Buffer.from(bytes.subarray(start));
    return replies;
  }
}
