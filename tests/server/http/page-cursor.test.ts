import { decodePageEnd, encodePageEnd, pageOf } from "@minqing/server/http/page-cursor";
import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";

const Cursor = z.string().transform(decodePageEnd);

test("a cursor comes back as it was, ids of any text included", () => {
  const instant = fc.date({ min: new Date(0), max: new Date("2100-01-01"), noInvalidDate: true });
  fc.assert(
    fc.property(instant, fc.string(), (at, id) => {
      const text = encodePageEnd(at.toISOString(), id);
      expect(text).toMatch(/^[\w-]+$/);
      expect(Cursor.parse(text)).toEqual({ at, id });
    }),
  );
});

test("a text that is no cursor is refused", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(Cursor.safeParse(text).success).toBe(false);
    }),
  );
});

test("a page ends with a cursor exactly when there is more", () => {
  const numbers = [1, 2, 3];
  expect(pageOf(numbers, 3, String)).toEqual({ items: [1, 2, 3], nextCursor: null });
  expect(pageOf(numbers, 2, String)).toEqual({ items: [1, 2], nextCursor: "2" });
  expect(pageOf([], 2, String)).toEqual({ items: [], nextCursor: null });
});
