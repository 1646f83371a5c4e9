import { columnOf, propertyOf } from "@minqing/geodata/column-name";
import fc from "fast-check";
import { expect, test } from "vitest";

test.each([
  ["id", "id"],
  ["observed_at", "observedAt"],
  ["request_sha256", "requestSha256"],
  ["open_p1_yesterday", "openP1Yesterday"],
])("the column %s is the property %s", (column, property) => {
  expect([propertyOf(column), columnOf(property)]).toEqual([property, column]);
});

test("every property converts to a column and back", () => {
  const word = fc.stringMatching(/^[a-z][a-z0-9]{0,5}$/);
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), (words) => {
      const property = words.map((part, i) => (i === 0 ? part : `${part[0]?.toUpperCase()}${part.slice(1)}`)).join("");
      expect(propertyOf(columnOf(property))).toBe(property);
    }),
  );
});
