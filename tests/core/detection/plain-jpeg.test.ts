import { plainJpeg } from "@minqing/core/detection/plain-jpeg";
import fc from "fast-check";
import { expect, test } from "vitest";

const segment = (marker: number, body: Uint8Array | string): number[] => {
  const bytes = typeof body === "string" ? [...Buffer.from(body, "latin1")] : [...body];
  return [0xff, marker, (bytes.length + 2) >> 8, (bytes.length + 2) & 0xff, ...bytes];
};
const SCAN = [0xff, 0xda, 0, 2, 1, 2, 0xff, 0, 3, 0xff, 0xd9];
const jpeg = (...segments: number[][]) => Uint8Array.from([0xff, 0xd8, ...segments.flat(), ...SCAN]);

const JFIF = segment(0xe0, "JFIF\0");
const TABLE = segment(0xdb, "table");

test("place, device and comments are removed, the picture's own segments stay in order", () => {
  const withMetadata = jpeg(
    JFIF,
    segment(0xe1, "Exif\0\0GPS 22.78 115.36"),
    TABLE,
    segment(0xfe, "Zhang San's phone"),
    segment(0xee, "Adobe"),
    segment(0xed, "Photoshop 3.0"),
    segment(0xc4, "huffman"),
  );
  expect(plainJpeg(withMetadata)).toEqual(jpeg(JFIF, TABLE, segment(0xee, "Adobe"), segment(0xc4, "huffman")));
});

test("a picture without metadata stays byte for byte, except for fill bytes between segments", () => {
  expect(plainJpeg(jpeg(JFIF, TABLE))).toEqual(jpeg(JFIF, TABLE));
  expect(plainJpeg(jpeg(JFIF, [0xff, 0xff], TABLE))).toEqual(jpeg(JFIF, TABLE));
});

test("a JPEG that is cut before its scan, or no JPEG at all, gives null", () => {
  const whole = jpeg(JFIF, segment(0xe1, "Exif"), TABLE);
  const scanAt = whole.length - SCAN.length;
  for (let length = 0; length < scanAt + 4; length++)
    expect([length, plainJpeg(whole.subarray(0, length))]).toEqual([length, null]);
  expect(plainJpeg(Buffer.from("GIF89a and so on"))).toBeNull();
  expect(plainJpeg(Uint8Array.from([0xff, 0xd8, 0xff, 0xe1, 0, 1, 0, 0]))).toBeNull();
});

test("every input ends, and nothing of an APP1 segment is left", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.uint8Array({ maxLength: 60 }), (noise, secret) => {
      plainJpeg(noise);
      const body = Uint8Array.from([...Buffer.from("SECRET"), ...secret]);
      const plain = plainJpeg(jpeg(JFIF, segment(0xe1, body), TABLE));
      expect(Buffer.from(plain ?? []).includes("SECRET")).toBe(false);
    }),
  );
});
