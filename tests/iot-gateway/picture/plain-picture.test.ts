// What remains of a camera's picture: its pixels, the right way up, and nothing else.
import { plainPicture } from "@minqing/iot-gateway/picture/plain-picture";
import sharp from "sharp";
import { describe, expect, test } from "vitest";

const WIDTH = 40;
const HEIGHT = 20;

/** Left half red, right half blue. */
const picture = () =>
  sharp({ create: { width: WIDTH, height: HEIGHT, channels: 3, background: "red" } }).composite([
    {
      input: { create: { width: WIDTH / 2, height: HEIGHT, channels: 3, background: "blue" } },
      left: WIDTH / 2,
      top: 0,
    },
  ]);
const jpeg = () => picture().jpeg({ quality: 95 }).toBuffer();
const segment = (marker: number, text: string) =>
  Buffer.from([0xff, marker, (text.length + 2) >> 8, (text.length + 2) & 255, ...Buffer.from(text)]);
/** Puts segments behind the picture's first two bytes. */
const withSegments = (whole: Buffer, ...segments: Buffer[]) =>
  Buffer.concat([whole.subarray(0, 2), ...segments, whole.subarray(2)]);

async function plain(bytes: Uint8Array): Promise<Buffer> {
  const read = await plainPicture(bytes);
  if (!read.ok) throw new Error(read.issue);
  return read.jpeg;
}

describe("what somebody hid in a picture is not stored", () => {
  test.each([
    ["APP0", 0xe0],
    ["EXIF", 0xe1],
    ["ICC", 0xe2],
    ["APP13", 0xed],
    ["Adobe's APP14", 0xee],
    ["APP15", 0xef],
    ["a comment", 0xfe],
  ])("in %s", async (_, marker) => {
    const bytes = await plain(withSegments(await jpeg(), segment(marker, "Secret 13800138000")));
    expect(bytes.includes("Secret")).toBe(false);
  });

  test.each([
    ["a script", Buffer.from("<script>alert('Secret')</script>")],
    ["a second picture with its EXIF", "second"],
    ["zip", Buffer.from("PK\u0003\u0004 Secret")],
  ])("behind it: %s", async (_, tail) => {
    const second = withSegments(await jpeg(), segment(0xe1, "Exif Secret"));
    const bytes = await plain(Buffer.concat([await jpeg(), tail === "second" ? second : (tail as Buffer)]));
    expect(bytes.includes("Secret")).toBe(false);
    expect(bytes.subarray(-2)).toEqual(Buffer.from([0xff, 0xd9]));
  });

  test("in a thumbnail, place or owner of real EXIF", async () => {
    const sent = await picture()
      .withExif({ IFD0: { Artist: "Secret" }, IFD3: { GPSLatitude: "22/1 48/1 0/1" } })
      .jpeg()
      .toBuffer();
    const { exif, icc, xmp, orientation } = await sharp(await plain(sent)).metadata();
    expect([exif, icc, xmp, orientation]).toEqual([undefined, undefined, undefined, undefined]);
  });
});

test.each([3, 6, 8])("orientation %i is applied to the pixels", async (orientation) => {
  const sent = await picture().withMetadata({ orientation }).jpeg({ quality: 95 }).toBuffer();
  const bytes = await plain(sent);
  const upright = await sharp(sent).autoOrient().raw().toBuffer({ resolveWithObject: true });
  const stored = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
  expect([stored.info.width, stored.info.height]).toEqual([upright.info.width, upright.info.height]);
  const farthest = upright.data.reduce((most, value, i) => Math.max(most, Math.abs(value - (stored.data[i] ?? 0))), 0);
  // The colours' border is blurred by encoding; a picture turned wrongly would differ by 255 over its halves.
  expect(farthest).toBeLessThan(200);
  expect(stored.data.subarray(0, 3).every((value, i) => Math.abs(value - (upright.data[i] ?? 0)) < 40)).toBe(true);
});

describe("is no picture", () => {
  const header = (width: number, height: number) =>
    Buffer.from([0xff, 0xc0, 0, 11, 8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0]);

  test.each([
    ["nothing", Buffer.alloc(0)],
    ["14 bytes", Buffer.from([0xff, 0xd8, 0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 0xff, 0xd9])],
    [
      "65,535 × 65,535",
      Buffer.from([0xff, 0xd8, ...header(65_535, 65_535), 0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 1, 0xff, 0xd9]),
    ],
    ["GIF", Buffer.from("GIF89a and so on")],
    ["SVG", Buffer.from("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>")],
  ])("%s", async (_, bytes) => {
    expect(await plainPicture(bytes)).toMatchObject({
      ok: false,
      issue: expect.stringContaining("expected a whole JPEG"),
    });
  });

  test("a PNG named a JPEG, and a JPEG that is cut off", async () => {
    expect((await plainPicture(await picture().png().toBuffer())).ok).toBe(false);
    const whole = await jpeg();
    expect((await plainPicture(whole.subarray(0, whole.length - 60))).ok).toBe(false);
  });
});

test("the same bytes give the same picture, so that a repeated message is stored once", async () => {
  const sent = await jpeg();
  expect(await plain(sent)).toEqual(await plain(sent));
});
