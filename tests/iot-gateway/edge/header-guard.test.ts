// The fixed-header scanner finds every packet above the limit, however the bytes are cut, and lets all others pass.
import { FixedHeaderScanner } from "@minqing/iot-gateway/edge/header-guard";
import fc from "fast-check";
import { expect, test } from "vitest";

const LIMIT = 1024;

/** A PUBLISH-like packet that announces `length` bytes and carries them. */
function packet(length: number, carried = length): Uint8Array {
  const header = [0x30];
  for (let rest = length; ; ) {
    const digit = rest % 128;
    rest = Math.floor(rest / 128);
    header.push(rest > 0 ? digit | 0x80 : digit);
    if (rest === 0) break;
  }
  // Bytes that would read as a huge length if the scanner lost its position.
  return Uint8Array.from([...header, ...new Array<number>(carried).fill(0xff)]);
}

const scanAll = (bytes: Uint8Array, sizes: readonly number[]): (number | null)[] => {
  const scanner = new FixedHeaderScanner(LIMIT);
  const answers: (number | null)[] = [];
  let at = 0;
  for (const size of [...sizes, bytes.length]) {
    answers.push(scanner.scan(bytes.subarray(at, at + size)));
    at += size;
  }
  return answers;
};

const join = (parts: readonly Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));

test("packets within the limit pass, however they are cut", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: LIMIT }), { maxLength: 8 }),
      fc.array(fc.nat(300)),
      (lengths, cuts) => {
        expect(scanAll(join(lengths.map((length) => packet(length))), cuts).every((answer) => answer === null)).toBe(
          true,
        );
      },
    ),
  );
});

test("the first packet beyond the limit is found before its payload", () => {
  fc.assert(
    fc.property(
      fc.nat(LIMIT),
      fc.integer({ min: LIMIT + 1, max: 268_435_455 }),
      fc.array(fc.nat(5)),
      (small, large, cuts) => {
        const answers = scanAll(join([packet(small), packet(large, 0)]), cuts);
        expect(answers.some((answer) => answer !== null && answer > LIMIT)).toBe(true);
      },
    ),
  );
});

test("the returned length is the one that the packet announces", () => {
  expect(new FixedHeaderScanner(LIMIT).scan(packet(2_000, 0))).toBe(2_000);
});
