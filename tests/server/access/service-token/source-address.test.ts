import { isAmong } from "@minqing/server/access/service-token/source-address";
import { expect, test } from "vitest";

test("without blocks every address is among them, known or not", () => {
  for (const address of ["10.0.0.1", "2001:db8::1", "", null]) expect(isAmong([], address)).toBe(true);
});

test.each([
  [["10.1.2.3"], "10.1.2.3", true],
  [["10.1.2.3"], "10.1.2.4", false],
  [["10.1.0.0/16"], "10.1.255.255", true],
  [["10.1.0.0/16"], "10.2.0.0", false],
  [["10.1.0.0/16", "192.168.7.7"], "192.168.7.7", true],
  [["10.1.0.0/16"], "::ffff:10.1.2.3", true],
  [["10.1.0.0/16"], "::ffff:10.2.2.3", false],
  [["2001:db8::/32"], "2001:db8:ffff::1", true],
  [["2001:db8::/32"], "2001:db9::1", false],
  [["fe80::/10"], "fe80::1%eth0", true],
  [["0.0.0.0/0"], "2001:db8::1", false],
])("with %j, whether %s is among them: %s", (blocks, address, expected) => {
  expect(isAmong(blocks, address)).toBe(expected);
});

test("an address that nobody knows is in no block", () => {
  for (const address of ["", null, "unknown", "10.1.2.3:80"]) expect(isAmong(["0.0.0.0/0"], address)).toBe(false);
});
