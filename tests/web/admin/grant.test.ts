// Editing a scope: the picker shows the same scope as the server compiles.
import { compileScope, inScope } from "@minqing/core/access/scope";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dropRegion, exceptRegion, type Grant, giveRegion, grantState } from "../../../web/src/admin/account/grant.ts";

const CITY = "441500";
const COUNTY = "441521";
const TOWN = "441521101";
const VILLAGE = "441521101201";
const NOTHING: Grant = { regionCodes: [], exceptCodes: [] };

describe("a scope in the picker", () => {
  test("a larger region replaces granted regions inside it", () => {
    const grant = giveRegion(giveRegion(giveRegion(NOTHING, VILLAGE), "441581"), COUNTY);
    expect(grant.regionCodes).toEqual([COUNTY, "441581"]);
  });

  test("a region inside a granted one is not granted again", () => {
    const grant = giveRegion(NOTHING, CITY);
    expect(giveRegion(grant, TOWN)).toBe(grant);
    expect(grantState(grant, TOWN)).toBe("inside");
  });

  test("only a region inside a granted one can be excepted, and a larger exception replaces smaller ones", () => {
    const county = giveRegion(NOTHING, COUNTY);
    expect(exceptRegion(county, "441581")).toBe(county);
    expect(exceptRegion(county, COUNTY)).toBe(county);
    const without = exceptRegion(exceptRegion(county, VILLAGE), TOWN);
    expect(without.exceptCodes).toEqual([TOWN]);
    expect(grantState(without, VILLAGE)).toBe("excepted");
  });

  test("an exception is removed with the granted region around it", () => {
    const grant = exceptRegion(giveRegion(NOTHING, COUNTY), TOWN);
    expect(dropRegion(grant, COUNTY)).toEqual(NOTHING);
    expect(dropRegion(grant, TOWN)).toEqual({ regionCodes: [COUNTY], exceptCodes: [] });
  });

  test("agrees with the compiled scope for every region after any clicks", () => {
    const codes = [CITY, COUNTY, TOWN, VILLAGE, "441521101202", "441581", "441581100", "441521101201001"];
    const click = fc.record({
      act: fc.constantFrom(giveRegion, exceptRegion, dropRegion),
      code: fc.constantFrom(...codes),
    });
    fc.assert(
      fc.property(fc.array(click, { maxLength: 12 }), (clicks) => {
        const grant = clicks.reduce((before, { act, code }) => act(before, code), NOTHING);
        const scope = compileScope(grant.regionCodes, grant.exceptCodes);
        for (const code of codes.filter((each) => each !== CITY)) {
          expect(inScope(scope, code)).toBe(["given", "inside"].includes(grantState(grant, code)));
        }
      }),
    );
  });
});
