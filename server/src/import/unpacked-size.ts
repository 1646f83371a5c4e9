// How large the parts of a ZIP archive say they are, unpacked: what bounds the work before anything is unpacked.
// [APPNOTE 6.3.10 §4.3.12, §4.3.16]

const END_SIGNATURE = 0x06054b50;
const END_BYTES = 22;
const LONGEST_COMMENT = 0xffff;
const PART_SIGNATURE = 0x02014b50;
const PART_BYTES = 46;

/** Null for what has no readable directory, and for a part that does not say its size. */
export function unpackedSize(bytes: Uint8Array): number | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOf(view);
  if (end === null) return null;
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  let total = 0;
  for (let i = 0; i < count; i++) {
    if (at + PART_BYTES > end || view.getUint32(at, true) !== PART_SIGNATURE) return null;
    const [packed, unpacked] = [view.getUint32(at + 20, true), view.getUint32(at + 24, true)];
    // An empty part packs to two bytes at most; one that says nothing of its size is unpacked without a bound.
    if (unpacked === 0 && packed > 2) return null;
    total += unpacked;
    at += PART_BYTES + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return total;
}

function endOf(view: DataView): number | null {
  const first = view.byteLength - END_BYTES;
  for (let at = first; at >= Math.max(0, first - LONGEST_COMMENT); at--) {
    if (view.getUint32(at, true) === END_SIGNATURE) return at;
  }
  return null;
}
