// A camera's picture as it is stored: decoded and encoded anew, so that nothing but pixels remains (no place, device, owner,
// thumbnail, or what somebody put behind the picture), turned as its orientation says. [GB/T 35273 minimal necessity]
import sharp from "sharp";

/** Cameras have up to 24 million pixels; a picture that claims more is made to exhaust memory. */
const MAX_PIXELS = 25_000_000;

/** Nobody sees the difference, and a picture is not larger than it was sent. */
const QUALITY = 85;

/** Detections come together: one thread for each picture leaves a core for the rest of the gateway. */
sharp.concurrency(1);
sharp.cache(false);

export type PlainPicture = { ok: true; jpeg: Buffer } | { ok: false; issue: string };

/** Never rejects: bytes that are no whole JPEG are an issue with expected and got. */
export async function plainPicture(bytes: Uint8Array): Promise<PlainPicture> {
  const kind = kindOf(bytes);
  if (kind !== "JPEG") return { ok: false, issue: `expected a whole JPEG, got ${kind}` };
  try {
    const jpeg = await sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: "truncated", sequentialRead: true })
      .autoOrient()
      .jpeg({ quality: QUALITY })
      .toBuffer();
    return { ok: true, jpeg };
  } catch (fault) {
    const got = fault instanceof Error ? fault.message.split("\n")[0] : String(fault);
    return {
      ok: false,
      issue: `expected a whole JPEG of at most ${MAX_PIXELS} pixels, got one that cannot be read: ${got}`,
    };
  }
}

/** Decided by the first bytes: the decoder would also read other kinds, and SVG among them. */
function kindOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return "JPEG";
  return bytes.length === 0 ? "nothing" : `bytes ${Buffer.from(bytes.subarray(0, 4)).toString("hex")}…`;
}
