// Known holes (已知漏洞) of the packages that we lock, against a dated list of exceptions. The registry's answer is kept as a
// dated snapshot, so that the check says something without a network too, and says what it does not know.
import { z } from "zod";
import type { LockedPackage } from "./locked-packages.ts";

const Day = z.iso.date();
const Severity = z.enum(["info", "low", "moderate", "high", "critical"]);

const Finding = z.object({
  /** GHSA-… */
  id: z.string(),
  package: z.string(),
  /** Locked ones that it concerns. */
  versions: z.array(z.string()),
  severity: Severity,
  title: z.string(),
});
export type Finding = z.infer<typeof Finding>;

const Exception = z.object({
  id: z.string(),
  package: z.string(),
  /** Exactly these: another one is to be looked at again. */
  versions: z.array(z.string()).min(1),
  /** Why it does not concern us. */
  why: z.string().min(20),
  until: Day,
});

export const Exceptions = z.object({
  advisories: z.array(Exception),
  withoutIntegrity: z.object({ why: z.string().min(20), until: Day, packages: z.array(z.string()) }),
});
export type Exceptions = z.infer<typeof Exceptions>;

/** What the registry answered last. Null: it never did. */
export const LastAudit = z.object({
  auditedAt: Day.nullable(),
  packages: z.array(z.string()),
  findings: z.array(Finding),
});
export type LastAudit = z.infer<typeof LastAudit>;

export interface Verdict {
  faults: string[];
  warnings: string[];
}

const GRAVE = new Set(["high", "critical"]);
/** An exception is looked at again after this. */
const LONGEST_DAYS = 90;
const AUDIT_OLD_DAYS = 30;
const DAY_MS = 86_400_000;

const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / DAY_MS;

const termFaults = (name: string, until: string, today: string): string[] => {
  if (until < today) return [`the exception for ${name} ended on ${until}: mend it, or look at it again`];
  const days = daysBetween(today, until);
  return days > LONGEST_DAYS ? [`the exception for ${name}: expected at most ${LONGEST_DAYS} days, got ${days}`] : [];
};

/** New grave findings, and exceptions that are over or that nothing needs any more, are faults. */
export function judgeFindings(findings: readonly Finding[], { advisories }: Exceptions, today: string): Verdict {
  const excepts = (finding: Finding) =>
    advisories.find((one) => one.id === finding.id && finding.versions.every((each) => one.versions.includes(each)));
  const open = findings.filter((finding) => excepts(finding) === undefined);
  const say = ({ id, package: name, versions, severity, title }: Finding) =>
    `${severity}: ${name} ${versions.join(", ")}, ${id}: ${title}`;
  const needed = new Set(findings.map(excepts));
  return {
    faults: [
      ...open.filter(({ severity }) => GRAVE.has(severity)).map(say),
      ...advisories.flatMap((one) => termFaults(one.id, one.until, today)),
      ...advisories.filter((one) => !needed.has(one)).map(({ id }) => `no finding needs the exception for ${id}`),
    ],
    warnings: open.filter(({ severity }) => !GRAVE.has(severity)).map(say),
  };
}

/** Every locked package has a hash, but for those that the list names. */
export function judgeIntegrity(
  packages: readonly LockedPackage[],
  { withoutIntegrity: { packages: listed, until } }: Exceptions,
  today: string,
): Verdict {
  const bare = packages.filter(({ hasIntegrity }) => !hasIntegrity);
  const unlisted = bare.filter(({ id, platform }) => platform === null || !listed.includes(id));
  const stale = listed.filter((id) => !bare.some((one) => one.id === id));
  return {
    faults: [
      ...(packages.length === 0 ? ["expected locked packages, got none"] : []),
      ...unlisted.map(({ id, platform }) => `${id} (${platform ?? "every platform"}) has no integrity in the lock`),
      ...stale.map((id) => `${id} is listed as without integrity and is not, or is not locked`),
      ...(listed.length === 0 ? [] : termFaults("packages without integrity", until, today)),
    ],
    warnings:
      bare.length === 0
        ? []
        : [`${bare.length} of ${packages.length} locked packages have no integrity, all platform packages`],
  };
}

/** What the last answer of the registry does not say about the lock of today. */
export function auditGaps(lastAudit: LastAudit, packages: readonly LockedPackage[], today: string): string[] {
  const { auditedAt } = lastAudit;
  if (auditedAt === null) return [`NEVER AUDITED: the registry has not answered yet for ${packages.length} packages`];
  const known = new Set(lastAudit.packages);
  const unaudited = [...new Set(packages.map(({ id }) => id).filter((id) => !known.has(id)))];
  const days = daysBetween(auditedAt, today);
  return [
    ...(days > AUDIT_OLD_DAYS ? [`the last audit is ${days} days old (${auditedAt})`] : []),
    ...(unaudited.length > 0
      ? [`${unaudited.length} packages were locked after the last audit: ${unaudited.slice(0, 8).join(", ")}`]
      : []),
  ];
}

/** Findings of the last answer that concern what is locked today. */
export function stillLocked(findings: readonly Finding[], packages: readonly LockedPackage[]): Finding[] {
  const locked = new Set(packages.map(({ id }) => id));
  return findings
    .map((one) => ({ ...one, versions: one.versions.filter((version) => locked.has(`${one.package}@${version}`)) }))
    .filter(({ versions }) => versions.length > 0);
}
