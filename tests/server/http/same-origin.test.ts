import { credentialOf } from "@minqing/server/access/authenticate";
import { isSameOrigin } from "@minqing/server/http/same-origin";
import { expect, test } from "vitest";

test.each([
  ["http://127.0.0.1:8080", "127.0.0.1:8080", true],
  ["https://minqing.city.gov", "minqing.city.gov", true],
  [undefined, "127.0.0.1:8080", true],
  ["http://evil.test", "127.0.0.1:8080", false],
  ["http://127.0.0.1:8081", "127.0.0.1:8080", false],
  ["null", "127.0.0.1:8080", false],
  ["http://127.0.0.1:8080", undefined, false],
])("origin %s to host %s: %s", (origin, host, isOwn) => expect(isSameOrigin(origin, host)).toBe(isOwn));

test("a bearer token goes before the cookie, another scheme counts for nothing", () => {
  const token = "t".repeat(43);
  expect(credentialOf(`Bearer ${token}`, "c")).toEqual({ token, from: "header" });
  expect(credentialOf("Basic dXNlcg==", "c")).toEqual({ token: "c", from: "cookie" });
  expect(credentialOf("Bearer short", undefined)).toBeNull();
  expect(credentialOf(undefined, undefined)).toBeNull();
});
