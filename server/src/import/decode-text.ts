// Decodes a file of unknown encoding: by its byte order mark, else as UTF-8 where it is valid, else as GB18030. [GB 18030-2022]

const MARKS = [
  { bytes: [0xef, 0xbb, 0xbf], encoding: "utf-8" },
  { bytes: [0xff, 0xfe], encoding: "utf-16le" },
  { bytes: [0xfe, 0xff], encoding: "utf-16be" },
] as const;

function tryDecode(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** Null for bytes that are no text in any of these encodings. */
export function decodeText(bytes: Uint8Array): string | null {
  const mark = MARKS.find((each) => each.bytes.every((byte, i) => bytes[i] === byte));
  const text =
    mark === undefined ? (tryDecode(bytes, "utf-8") ?? tryDecode(bytes, "gb18030")) : tryDecode(bytes, mark.encoding);
  return text?.includes("\0") ? null : text;
}
