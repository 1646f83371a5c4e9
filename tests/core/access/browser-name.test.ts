import { browserName } from "@minqing/core/access/browser-name";
import { expect, test } from "vitest";

test("a browser is named with its system, another program by its own name", () => {
  const edge =
    "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 Safari/537.36 Edg/141.0";
  expect(browserName(edge)).toBe("Edge 141 · Windows");
  expect(browserName("curl/8.5.0")).toBe("curl/8.5.0");
  expect(browserName("")).toBeNull();
  expect(browserName(null)).toBeNull();
});
