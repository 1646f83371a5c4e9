// Removes everything but the picture from a JPEG: EXIF (place, device, owner), XMP, thumbnails, comments. [GB/T 35273
// minimal necessity; ISO/IEC 10918-1 B.1.1.3, B.2.4]

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const COM = 0xfe;
const APP0 = 0xe0;
/** Adobe's segment: without it a decoder shows wrong colours. */
const APP14 = 0xee;
const APP15 = 0xef;

const isPictureData = (marker: number): boolean =>
  marker !== COM && !(marker > APP0 && marker <= APP15 && marker !== APP14);

/** Null if the bytes are not a JPEG up to the first scan; the scan itself is not checked. */
export function plainJpeg(bytes: Uint8Array): Uint8Array | null {
  if (bytes[0] !== 0xff || bytes[1] !== SOI) return null;
  const parts: Uint8Array[] = [bytes.subarray(0, 2)];
  let at = 2;
  for (;;) {
    while (bytes[at] === 0xff && bytes[at + 1] === 0xff) at += 1;
    const marker = bytes[at + 1];
    const [high, low] = [bytes[at + 2], bytes[at + 3]];
    if (bytes[at] !== 0xff || marker === undefined || marker === EOI || high === undefined || low === undefined)
      return null;
    if (marker === SOS) return joined([...parts, bytes.subarray(at)]);
    const end = at + 2 + high * 256 + low;
    if (high * 256 + low < 2 || end > bytes.length) return null;
    if (isPictureData(marker)) parts.push(bytes.subarray(at, end));
    at = end;
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
