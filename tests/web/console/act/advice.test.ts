import { PROBLEM_STATUS } from "@minqing/core/problem/problem";
import { describe, expect, test } from "vitest";
import { adviceFor, CODES_WITH_ADVICE } from "../../../../web/src/console/act/advice.ts";

describe("advice after a failed act", () => {
  test("a version conflict asks to read the case again, never to send the same again", () => {
    expect(adviceFor({ type: "urn:problem:version-conflict" })).toEqual({
      code: "version-conflict",
      reload: true,
      retry: false,
    });
  });

  test("an unknown problem is a fault of the server that may be tried again", () => {
    expect(adviceFor({ type: "urn:problem:something-new" }).code).toBe("internal");
  });

  test("what the console can meet on a case is known by name", () => {
    // Never the answer to a JSON command of a few hundred bytes, on a case.
    const elsewhere = ["cursor-expired", "payload-too-large", "unsupported-media-type"];
    elsewhere.push("length-required", "second-factor-needed", "separation-of-duties");
    // A reveal has sentences of its own, beside the contact.
    elsewhere.push("contact-unreadable");
    // Nobody sits at a service token.
    elsewhere.push("token-ended", "token-expired", "token-foreign-address");
    const onCases = Object.keys(PROBLEM_STATUS).filter((code) => !elsewhere.includes(code));
    expect(onCases.toSorted()).toEqual(CODES_WITH_ADVICE.toSorted());
  });
});
