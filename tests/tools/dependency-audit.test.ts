import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  auditGaps,
  checkFindings,
  checkIntegrity,
  Exceptions,
  type Finding,
  LastAudit,
  stillLocked,
} from "./dependency-audit.ts";
import { Lock, lockedPackages } from "./locked-packages.ts";
import { readReport } from "./npm-audit.ts";

const TODAY = "2026-12-01";
const WHY = "only its command line is affected, which nobody here starts";
const NONE: Exceptions = { advisories: [], withoutIntegrity: { why: WHY, until: TODAY, packages: [] } };

const packages = lockedPackages({
  packages: {
    "": {},
    core: { version: "0.1.0" },
    "node_modules/@minqing/core": { link: true },
    "node_modules/left": { version: "1.0.0", integrity: "sha512-x" },
    "node_modules/left/node_modules/@a/deep": { version: "2.0.0", integrity: "sha512-y" },
    "node_modules/left-win32": { version: "1.0.0", os: ["win32"], cpu: ["x64"], optional: true },
  },
});

const vulnerability: Finding = {
  id: "GHSA-1",
  package: "left",
  versions: ["1.0.0"],
  severity: "high",
  title: "it leaks",
};
const except = (over: object = {}): Exceptions => ({
  ...NONE,
  advisories: [{ id: "GHSA-1", package: "left", versions: ["1.0.0"], why: WHY, until: "2026-12-31", ...over }],
});

test("a lock is read as packages with version, path, platform and hash, without our own rooms", () => {
  expect(packages.map(({ id, platform, hasIntegrity }) => [id, platform, hasIntegrity])).toEqual([
    ["left@1.0.0", null, true],
    ["@a/deep@2.0.0", null, true],
    ["left-win32@1.0.0", "win32 x64", false],
  ]);
});

test.each(["high", "critical"] as const)("a new %s finding is an error, a less severe one a warning", (severity) => {
  expect(checkFindings([{ ...vulnerability, severity }], NONE, TODAY).errors).toEqual([
    `${severity}: left 1.0.0, GHSA-1: it leaks`,
  ]);
  const lesser = checkFindings([{ ...vulnerability, severity: "moderate" }], NONE, TODAY);
  expect([lesser.errors, lesser.warnings.length]).toEqual([[], 1]);
});

test("an exception covers its advisory and versions until its day", () => {
  expect(checkFindings([vulnerability], except(), TODAY)).toEqual({ errors: [], warnings: [] });
  expect(checkFindings([vulnerability], except({ until: TODAY }), TODAY).errors).toEqual([]);
  const other = checkFindings([{ ...vulnerability, versions: ["1.0.0", "1.0.1"] }], except(), TODAY).errors;
  expect(other).toEqual([expect.stringMatching(/^high: left 1.0.0, 1.0.1/), expect.stringMatching(/no finding needs/)]);
});

test.each([
  [{ until: "2026-11-30" }, [vulnerability], /ended on 2026-11-30/],
  [{ until: "2027-12-01" }, [vulnerability], /expected at most 90 days, got 365/],
  [{}, [], /no finding needs the exception for GHSA-1/],
])("an exception with %j is an error", (over, findings, message) => {
  expect(checkFindings(findings, except(over), TODAY).errors).toEqual([expect.stringMatching(message)]);
});

test("a package without hash must be listed and for another platform; a listed one must have no hash", () => {
  const bare = { ...NONE, withoutIntegrity: { why: WHY, until: TODAY, packages: ["left-win32@1.0.0"] } };
  expect(checkIntegrity(packages, bare, TODAY).errors).toEqual([]);
  expect(checkIntegrity(packages, bare, TODAY).warnings).toEqual([expect.stringMatching(/^1 of 3/)]);
  expect(checkIntegrity(packages, NONE, TODAY).errors).toEqual([
    expect.stringMatching(/left-win32@1.0.0 \(win32 x64\)/),
  ]);
  const everywhere = packages.map((one) => ({ ...one, platform: null }));
  expect(checkIntegrity(everywhere, bare, TODAY).errors).toEqual([expect.stringMatching(/every platform/)]);
  expect(checkIntegrity(packages.slice(0, 2), bare, TODAY).errors).toEqual([
    expect.stringMatching(/is not, or is not/),
  ]);
  expect(checkIntegrity(packages, bare, "2026-12-02").errors).toEqual([expect.stringMatching(/ended on 2026-12-01/)]);
  expect(checkIntegrity([], NONE, TODAY).errors).toEqual(["expected locked packages, got none"]);
});

test("without a registry the last answer counts, with warnings about what it does not cover", () => {
  const ids = packages.map(({ id }) => id);
  const last = {
    auditedAt: "2026-11-20",
    packages: ids,
    findings: [vulnerability, { ...vulnerability, versions: ["0.9.0"] }],
  };
  expect(auditGaps(last, packages, TODAY)).toEqual([]);
  expect(stillLocked(last.findings, packages)).toEqual([vulnerability]);
  expect(auditGaps({ ...last, packages: ids.slice(1) }, packages, TODAY)).toEqual([
    "1 packages were locked after the last audit: left@1.0.0",
  ]);
  expect(auditGaps({ ...last, auditedAt: "2026-10-01" }, packages, TODAY)[0]).toMatch(/61 days old/);
  expect(auditGaps({ auditedAt: null, packages: [], findings: [] }, packages, TODAY)[0]).toMatch(/NEVER AUDITED.*3/);
});

test("npm's report is read: advisories with the versions in node_modules", () => {
  const via = {
    source: 1,
    name: "left",
    title: "it leaks",
    url: "https://github.com/advisories/GHSA-1",
    severity: "high",
  };
  const vulnerabilities = {
    left: { name: "left", via: [via], nodes: ["node_modules/left"] },
    "@a/deep": { name: "@a/deep", via: ["left"], nodes: ["node_modules/left/node_modules/@a/deep"] },
  };
  const report = JSON.stringify({ auditReportVersion: 2, vulnerabilities });
  expect(readReport(report, packages)).toEqual({ ok: true, findings: [vulnerability] });
});

test.each([
  ['{"message":"405 Method Not Allowed"}', "405 Method Not Allowed"],
  ["", "npm audit printed nothing"],
  ["npm error network", "npm error network"],
  ["{}", "{}"],
])("an answer that is not a report counts as no answer: %s", (text, reason) => {
  expect(readReport(text, packages)).toEqual({ ok: false, reason });
});

test("the lists and the lock of this repository match, apart from today's date", () => {
  const read = (path: string) => JSON.parse(readFileSync(join(import.meta.dirname, "../..", path), "utf8"));
  const exceptions = Exceptions.parse(read("docs/dependencies/exceptions.json"));
  const locked = lockedPackages(Lock.parse(read("package-lock.json")));
  expect(locked.length).toBeGreaterThan(500);
  expect(checkIntegrity(locked, exceptions, exceptions.withoutIntegrity.until).errors).toEqual([]);
  const { findings } = LastAudit.parse(read("docs/dependencies/audited.json"));
  const { errors } = checkFindings(stillLocked(findings, locked), exceptions, "2026-11-28");
  expect(errors.filter((error) => !/^the exception/.test(error))).toEqual([]);
});
