// The few MQTT 3.1.1 packets a device sends, as bytes. MQTT.js would cost more memory for 3,400 connections than the city itself.

export interface LastWill {
  topic: string;
  payload: string;
}

export interface ConnectOptions {
  clientId: string;
  username: string;
  password: string;
  keepAliveS: number;
  will: LastWill | null;
}

export interface PublishOptions {
  topic: string;
  payload: string | Uint8Array;
  retain: boolean;
  messageId: number;
}

/** [MQTT-1.5.3] UTF-8 strings carry their length in two bytes; binary fields too. */
function prefixed(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(bytes.length + 2);
  out[0] = bytes.length >> 8;
  out[1] = bytes.length & 0xff;
  out.set(bytes, 2);
  return out;
}

const text = (value: string): Uint8Array => prefixed(Buffer.from(value, "utf8"));

/** [MQTT-2.2.3] Remaining length: seven bits a byte, lowest first. */
function remainingLength(length: number): number[] {
  const bytes: number[] = [];
  let rest = length;
  do {
    const more = rest > 127;
    bytes.push((rest & 0x7f) | (more ? 0x80 : 0));
    rest >>= 7;
  } while (rest > 0);
  return bytes;
}

function packet(firstByte: number, parts: readonly Uint8Array[]): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat([Uint8Array.from([firstByte, ...remainingLength(length)]), ...parts]);
}

const WILL_RETAINED_QOS_1 = 0x2c;

export function connectPacket({ clientId, username, password, keepAliveS, will }: ConnectOptions): Buffer {
  // [MQTT-3.1.2-4] clean session 0x02; user name 0x80; password 0x40.
  const flags = 0xc2 | (will === null ? 0 : WILL_RETAINED_QOS_1);
  const header = Uint8Array.from([4, flags, keepAliveS >> 8, keepAliveS & 0xff]);
  const willFields = will === null ? [] : [text(will.topic), text(will.payload)];
  return packet(0x10, [text("MQTT"), header, text(clientId), ...willFields, text(username), text(password)]);
}

/** QoS 1 always: the contract of the city. */
export function publishPacket({ topic, payload, retain, messageId }: PublishOptions): Buffer {
  const body = typeof payload === "string" ? Buffer.from(payload, "utf8") : payload;
  const id = Uint8Array.from([messageId >> 8, messageId & 0xff]);
  return packet(0x32 | (retain ? 0x01 : 0), [text(topic), id, body]);
}

export const PING_PACKET = Buffer.from([0xc0, 0]);
export const DISCONNECT_PACKET = Buffer.from([0xe0, 0]);
