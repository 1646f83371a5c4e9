// Text from bytes that must be UTF-8; what is not is named by the encoding that it looks like. [RFC 3629, RFC 8259 §8.1]

export type Utf8 = { ok: true; text: string } | { ok: false; issue: string };

const STRICT = new TextDecoder("utf-8", { fatal: true });

/** A byte order mark is left out: it belongs to no value. */
export function decodeUtf8(bytes: Uint8Array): Utf8 {
  try {
    // TextDecoder removes the mark itself.
    return { ok: true, text: STRICT.decode(bytes) };
  } catch {
    return { ok: false, issue: `expected UTF-8, got other bytes (${likelyEncoding(bytes)})` };
  }
}

function likelyEncoding(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return "looks like UTF-16";
  try {
    new TextDecoder("gb18030", { fatal: true }).decode(bytes);
    return "looks like GBK";
  } catch {
    return "no known encoding";
  }
}
