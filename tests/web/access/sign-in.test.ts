import { DEFAULT_SIGN_IN_POLICY } from "@minqing/core/access/policy";
import { SSO_FAILURES, SSO_PROTOCOLS } from "@minqing/core/access/single-sign-on";
import { PROBLEM_STATUS, type Problem, type ProblemCode } from "@minqing/core/problem/problem";
import { describe, expect, test } from "vitest";
import { isAcceptable, passwordProblem, passwordRules } from "../../../web/src/access/password-check.ts";
import { qrPath } from "../../../web/src/access/QrCode.tsx";
import { plainCode, signInProblem } from "../../../web/src/access/sign-in-problem.ts";
import { ssoFailure, ssoStart, withoutSsoFailure } from "../../../web/src/access/sso-failure.ts";
import { ProblemError } from "../../../web/src/api/problem-error.ts";
import { announceSessionChange, meansSessionChanged, onSessionChange } from "../../../web/src/api/session-watch.ts";

const problem = (code: ProblemCode, errors?: Problem["errors"]) =>
  new ProblemError({
    type: `urn:problem:${code}`,
    title: code,
    status: PROBLEM_STATUS[code],
    ...(errors === undefined ? {} : { errors }),
  });

describe("a failed sign-in", () => {
  test("shows the field of the code when the account has a second factor", () => {
    expect(signInProblem(problem("second-factor-needed"), "password")).toEqual({ next: "code" });
  });

  test("tells a wrong password from a wrong code", () => {
    expect(signInProblem(problem("not-signed-in"), "password")).toEqual({ next: "again", text: "signin.wrong" });
    expect(signInProblem(problem("not-signed-in"), "code")).toEqual({ next: "again", text: "access.code.wrong" });
  });

  test("tells a locked account from a server that does not answer", () => {
    expect(signInProblem(problem("too-many-requests"), "code")).toEqual({ next: "again", text: "access.locked" });
    expect(signInProblem(problem("database-away"), "password")).toMatchObject({ text: "signin.failed" });
    expect(signInProblem(new TypeError("no network"), "password")).toMatchObject({ values: { why: "no network" } });
  });

  test("accepts a code that is typed in groups", () => {
    expect(plainCode(" 123 456 ")).toBe("123456");
  });
});

describe("single sign-on", () => {
  const place = { pathname: "/console", search: "?tab=mine&text=%E6%B5%B7&sso=away", hash: "#top" };

  test("that comes back without a session is explained for every known reason", () => {
    expect(SSO_FAILURES.map((code) => ssoFailure(`?sso=${code}`))).toEqual(
      SSO_FAILURES.map((code) => `access.sso.${code}`),
    );
    for (const search of ["", "?sso=", "?sso=constructor", "?other=away"]) expect(ssoFailure(search)).toBeNull();
  });

  test("comes back to the same page, without the old reason", () => {
    expect(withoutSsoFailure(place)).toBe("/console?tab=mine&text=%E6%B5%B7#top");
    expect(withoutSsoFailure({ pathname: "/wall", search: "?sso=away", hash: "" })).toBe("/wall");
    const starts = SSO_PROTOCOLS.map((protocol) => new URL(ssoStart(place, protocol), "https://own"));
    expect(starts.map(({ pathname }) => pathname)).toEqual(["/sso/start", "/sso/oauth2/start"]);
    for (const { searchParams } of starts) expect(searchParams.get("to")).toBe("/console?tab=mine&text=%E6%B5%B7#top");
  });
});

describe("a new password", () => {
  const rules = (password: string, serverIssues: string[] = []) =>
    passwordRules(password, "lin", DEFAULT_SIGN_IN_POLICY, serverIssues).map(({ issue, isMet }) => [issue, isMet]);

  test("is checked against the policy during typing", () => {
    expect(rules("lin")).toEqual([
      ["too-short", false],
      ["too-few-kinds", false],
      ["names-the-account", false],
      ["guessable", false],
      ["breached", null],
      ["used-before", null],
    ]);
    expect(rules("Harbour-2026").map(([, isMet]) => isMet)).toEqual([true, true, true, true, null, null]);
    expect(rules("").every(([, isMet]) => isMet === null)).toBe(true);
  });

  test("shows an issue that only the server can find", () => {
    expect(rules("Harbour-2026", ["used-before"]).at(-1)).toEqual(["used-before", false]);
    const free = { ...DEFAULT_SIGN_IN_POLICY, history: 0 };
    expect(passwordRules("x", "lin", free, []).map(({ issue }) => issue)).not.toContain("used-before");
  });

  test("can be sent when all rules are met and both fields are equal", () => {
    const good = passwordRules("Harbour-2026", "lin", DEFAULT_SIGN_IN_POLICY, []);
    expect(isAcceptable(good, "Harbour-2026", "Harbour-2026")).toBe(true);
    expect(isAcceptable(good, "Harbour-2026", "Harbour-2025")).toBe(false);
    expect(isAcceptable(passwordRules("", "lin", DEFAULT_SIGN_IN_POLICY, []), "", "")).toBe(false);
    const short = passwordRules("Aa1!", "lin", DEFAULT_SIGN_IN_POLICY, []);
    expect(isAcceptable(short, "Aa1!", "Aa1!")).toBe(false);
  });

  test("that the server rejects shows its issues; a wrong current password has its own message", () => {
    const invalid = problem("bad-request", [{ path: "next", expected: "none of the last 5", got: "used-before" }]);
    expect(passwordProblem(invalid)).toEqual({ issues: ["used-before"], text: "access.password.invalid" });
    const wrong = problem("bad-request", [{ path: "password", expected: "the current password", got: "another one" }]);
    expect(passwordProblem(wrong)).toEqual({ issues: [], text: "access.password.wrong" });
    expect(passwordProblem(problem("too-many-requests"))).toEqual({ issues: [], text: "access.locked" });
  });
});

describe("a session that changed under a page", () => {
  test("is recognised by the two problems that mean it", () => {
    const codes = Object.keys(PROBLEM_STATUS).filter((code) => meansSessionChanged(`urn:problem:${code}`));
    expect(codes).toEqual(["not-signed-in", "duty-first"]);
  });

  test("notifies a listener until it is removed", () => {
    let calls = 0;
    const stop = onSessionChange(() => {
      calls += 1;
    });
    announceSessionChange();
    stop();
    announceSessionChange();
    expect(calls).toBe(1);
  });
});

test("a QR code has its three finder patterns and a margin of four modules", () => {
  const { path, size } = qrPath("otpauth://totp/%E6%B0%91%E6%83%85:lin?secret=JBSWY3DPEHPK3PXP");
  const dark = new Set([...path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)].map(([, x, y]) => `${x} ${y}`));
  expect((size - 8 - 17) % 4).toBe(0);
  const far = size - 4 - 7;
  for (const [left, top] of [
    [4, 4],
    [far, 4],
    [4, far],
  ] as const) {
    for (let y = 0; y < 7; y += 1) {
      for (let x = 0; x < 7; x += 1) {
        const ring = Math.max(Math.abs(x - 3), Math.abs(y - 3));
        expect([x, y, dark.has(`${left + x} ${top + y}`)]).toEqual([x, y, ring !== 2]);
      }
    }
  }
  for (const each of dark) for (const at of each.split(" ").map(Number)) expect(at >= 4 && at < size - 4).toBe(true);
});
