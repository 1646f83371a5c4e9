import { PROBLEM_STATUS } from "@minqing/core/problem/problem";
import { describe, expect, test } from "vitest";
import { adviceFor, CODES_WITH_ADVICE } from "../../../../web/src/console/act/advice.ts";

describe("advice after a failed act", () => {
  test("a version conflict reads the case again and never repeats the command", () => {
    expect(adviceFor({ type: "urn:problem:version-conflict" })).toEqual({
      code: "version-conflict",
      reload: true,
      retry: false,
    });
  });

  test("an unknown problem counts as a fault of the server that may be retried", () => {
    expect(adviceFor({ type: "urn:problem:something-new" }).code).toBe("internal");
  });

  test("covers every problem that a command on a case can have", () => {
    // These never answer a small JSON command on a case.
    const elsewhere = ["cursor-expired", "payload-too-large", "unsupported-media-type"];
    elsewhere.push("length-required", "second-factor-needed", "separation-of-duties", "misdirected-request");
    // A reveal has its own messages beside the contact.
    elsewhere.push("contact-unreadable");
    // The console never uses a service token.
    elsewhere.push("token-ended", "token-expired", "token-foreign-address");
    const onCases = Object.keys(PROBLEM_STATUS).filter((code) => !elsewhere.includes(code));
    expect(onCases.toSorted()).toEqual(CODES_WITH_ADVICE.toSorted());
  });
});
