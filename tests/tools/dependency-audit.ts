// Compares known vulnerabilities (已知漏洞) of the locked packages with a dated list of exceptions. The registry's last answer
// is stored with its date, so that the check also works without a network, and reports what it does not know then.
import { z } from "zod";
import type { LockedPackage } from "./locked-packages.ts";

const Day = z.iso.date();
const Severity = z.enum(["info", "low", "moderate", "high", "critical"]);

const Finding = z.object({
  /** GHSA-… */
  id: z.string(),
  package: z.string(),
  /** The locked versions that are affected. */
  versions: z.array(z.string()),
  severity: Severity,
  title: z.string(),
});
export type Finding = z.infer<typeof Finding>;

const Exception = z.object({
  id: z.string(),
  package: z.string(),
  /** Exactly these; another version must be checked again. */
  versions: z.array(z.string()).min(1),
  /** Why it does not affect us. */
  why: z.string().min(20),
  until: Day,
});

export const Exceptions = z.object({
  advisories: z.array(Exception),
  withoutIntegrity: z.object({ why: z.string().min(20), until: Day, packages: z.array(z.string()) }),
});
export type Exceptions = z.infer<typeof Exceptions>;

/** The registry's last answer. `auditedAt` is null when it has never answered. */
export const LastAudit = z.object({
  auditedAt: Day.nullable(),
  packages: z.array(z.string()),
  findings: z.array(Finding),
});
export type LastAudit = z.infer<typeof LastAudit>;

export interface CheckResult {
  errors: string[];
  warnings: string[];
}

const SEVERE = new Set(["high", "critical"]);
/** An exception must be reviewed after this. */
const MAX_EXCEPTION_DAYS = 90;
const MAX_AUDIT_AGE_DAYS = 30;
const DAY_MS = 86_400_000;

const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / DAY_MS;

const termErrors = (name: string, until: string, today: string): string[] => {
  if (until < today)
    return [`the exception for ${name} ended on ${until}: fix the vulnerability, or review the exception`];
  const days = daysBetween(today, until);
  return days > MAX_EXCEPTION_DAYS
    ? [`the exception for ${name}: expected at most ${MAX_EXCEPTION_DAYS} days, got ${days}`]
    : [];
};

/** Errors are severe findings without exception, and exceptions that have ended or that no finding needs. */
export function checkFindings(findings: readonly Finding[], { advisories }: Exceptions, today: string): CheckResult {
  const excepts = (finding: Finding) =>
    advisories.find((one) => one.id === finding.id && finding.versions.every((each) => one.versions.includes(each)));
  const open = findings.filter((finding) => excepts(finding) === undefined);
  const textOf = ({ id, package: name, versions, severity, title }: Finding) =>
    `${severity}: ${name} ${versions.join(", ")}, ${id}: ${title}`;
  const needed = new Set(findings.map(excepts));
  return {
    errors: [
      ...open.filter(({ severity }) => SEVERE.has(severity)).map(textOf),
      ...advisories.flatMap((one) => termErrors(one.id, one.until, today)),
      ...advisories.filter((one) => !needed.has(one)).map(({ id }) => `no finding needs the exception for ${id}`),
    ],
    warnings: open.filter(({ severity }) => !SEVERE.has(severity)).map(textOf),
  };
}

/** Every locked package must have a hash, except those in the list. */
export function checkIntegrity(
  packages: readonly LockedPackage[],
  { withoutIntegrity: { packages: listed, until } }: Exceptions,
  today: string,
): CheckResult {
  const bare = packages.filter(({ hasIntegrity }) => !hasIntegrity);
  const unlisted = bare.filter(({ id, platform }) => platform === null || !listed.includes(id));
  const stale = listed.filter((id) => !bare.some((one) => one.id === id));
  return {
    errors: [
      ...(packages.length === 0 ? ["expected locked packages, got none"] : []),
      ...unlisted.map(({ id, platform }) => `${id} (${platform ?? "every platform"}) has no integrity in the lock`),
      ...stale.map((id) => `${id} is listed as without integrity and is not, or is not locked`),
      ...(listed.length === 0 ? [] : termErrors("packages without integrity", until, today)),
    ],
    warnings:
      bare.length === 0
        ? []
        : [`${bare.length} of ${packages.length} locked packages have no integrity, all platform packages`],
  };
}

/** What the registry's last answer does not cover of today's lock. */
export function auditGaps(lastAudit: LastAudit, packages: readonly LockedPackage[], today: string): string[] {
  const { auditedAt } = lastAudit;
  if (auditedAt === null) return [`NEVER AUDITED: the registry has not answered yet for ${packages.length} packages`];
  const known = new Set(lastAudit.packages);
  const unaudited = [...new Set(packages.map(({ id }) => id).filter((id) => !known.has(id)))];
  const days = daysBetween(auditedAt, today);
  return [
    ...(days > MAX_AUDIT_AGE_DAYS ? [`the last audit is ${days} days old (${auditedAt})`] : []),
    ...(unaudited.length > 0
      ? [`${unaudited.length} packages were locked after the last audit: ${unaudited.slice(0, 8).join(", ")}`]
      : []),
  ];
}

/** Findings of the last answer that affect today's lock. */
export function stillLocked(findings: readonly Finding[], packages: readonly LockedPackage[]): Finding[] {
  const locked = new Set(packages.map(({ id }) => id));
  return findings
    .map((one) => ({ ...one, versions: one.versions.filter((version) => locked.has(`${one.package}@${version}`)) }))
    .filter(({ versions }) => versions.length > 0);
}
