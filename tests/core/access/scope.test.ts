import { compileScope, concernsScope, inScope, scopeKey } from "@minqing/core/access/scope";
import { regionPrefix } from "@minqing/core/region/codes";
import fc from "fast-check";
import { expect, test } from "vitest";

const digits = (n: number) => fc.stringMatching(new RegExp(`^[0-9]{${n}}$`));
const code = fc
  .tuple(
    fc.constantFrom("4415", "4405"),
    fc.constantFrom("00", "02", "21", "81"),
    fc.array(digits(3), { maxLength: 3 }),
  )
  .map(([city, county, rest]) => (county === "00" ? `${city}00` : `${city}${county}${rest.join("")}`));

test("a city's scope holds everything below it, another city's nothing of it", () => {
  expect(inScope(compileScope(["441500"]), "441502001002003")).toBe(true);
  expect(inScope(compileScope(["440500"]), "441502001002003")).toBe(false);
});

test("an excepted town is outside, its county is inside", () => {
  const scope = compileScope(["441521"], ["441521105"]);
  expect(inScope(scope, "441521105001")).toBe(false);
  expect(inScope(scope, "441521104001")).toBe(true);
});

test("a county does not see an object that stands in the city as a whole, but a warning for the city concerns it", () => {
  const county = compileScope(["441502"]);
  expect(inScope(county, "441500")).toBe(false);
  expect(concernsScope(county, "441500")).toBe(true);
  expect(concernsScope(county, "441521")).toBe(false);
});

test("equal sets of regions give one key, whatever their order and repetition", () => {
  fc.assert(
    fc.property(fc.array(code, { minLength: 1, maxLength: 8 }), (codes) => {
      const shuffled = [...codes].reverse().concat(codes);
      expect(scopeKey(compileScope(shuffled))).toBe(scopeKey(compileScope(codes)));
    }),
  );
});

test("compiling loses nothing and adds nothing", () => {
  fc.assert(
    fc.property(fc.array(code, { minLength: 1, maxLength: 8 }), code, (codes, probe) => {
      const wanted = codes.some((one) => regionPrefix(probe).startsWith(regionPrefix(one)));
      expect(inScope(compileScope(codes), probe)).toBe(wanted);
    }),
  );
});

test("a code that is no code is refused", () => {
  expect(() => compileScope(["4415"])).toThrow("expected a region code");
});
