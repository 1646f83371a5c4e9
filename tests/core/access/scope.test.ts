import { compileScope, concernsScope, inScope, resolveScope, scopeKey } from "@minqing/core/access/scope";
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

test("a city's scope contains everything below it; another city's contains nothing of it", () => {
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
      const expected = codes.some((one) => regionPrefix(probe).startsWith(regionPrefix(one)));
      expect(inScope(compileScope(codes), probe)).toBe(expected);
    }),
  );
});

const MANAGED = [
  { code: "441598", managedBy: "441500" },
  { code: "441599", managedBy: "440300" },
  { code: "441502004", managedBy: "441598" },
  { code: "441521102", managedBy: "441599" },
  { code: "441581400", managedBy: "441500" },
];
const resolved = (...regions: string[]) => scopeKey(resolveScope(regions, [], MANAGED));

test("a zone's scope has its towns, wherever they are counted; the scope of the county that counts them has not", () => {
  expect(resolved("441598")).toBe("441502004+441598");
  expect(resolved("441502")).toBe("441502-441502004");
  expect(resolved("441581")).toBe("441581-441581400");
});

test("what another city runs is not the city's; what the city runs itself is", () => {
  expect(resolved("441500")).toBe("4415-441521102-441599");
  expect(resolved("441599")).toBe("441521102+441599");
});

test("an explicitly granted region stays, whichever region runs it", () => {
  expect(resolved("441521102")).toBe("441521102");
  expect(resolved("441521102003")).toBe("441521102003");
  expect(resolved("441521", "441521102")).toBe("441521");
});

test("an invalid code is rejected", () => {
  expect(() => compileScope(["4415"])).toThrow("expected a region code");
});
