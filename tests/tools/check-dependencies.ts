// `npm run check`: every locked package has its hash, and no known severe vulnerability is without a dated exception. When
// the registry does not answer, its last answer is compared with the lock, with warnings about what it does not cover.
// `--write` stores the registry's answer.
import { readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { auditGaps, checkFindings, checkIntegrity, Exceptions, LastAudit, stillLocked } from "./dependency-audit.ts";
import { Lock, lockedPackages } from "./locked-packages.ts";
import { askRegistry } from "./npm-audit.ts";

const root = resolve(import.meta.dirname, "../..");
const LAST_AUDIT = "docs/dependencies/audited.json";
const read = async (path: string): Promise<unknown> => JSON.parse(await readFile(join(root, path), "utf8"));

const packages = lockedPackages(Lock.parse(await read("package-lock.json")));
const exceptions = Exceptions.parse(await read("docs/dependencies/exceptions.json"));
const lastAudit = LastAudit.parse(await read(LAST_AUDIT));
const today = new Date().toISOString().slice(0, 10);

const answer = askRegistry(root, packages);
const findings = answer.ok ? answer.findings : stillLocked(lastAudit.findings, packages);
const gaps = answer.ok
  ? []
  : [
      `the registry does not answer (${answer.reason}): the last audit counts`,
      ...auditGaps(lastAudit, packages, today),
    ];
if (answer.ok && process.argv.includes("--write")) {
  const ids = [...new Set(packages.map(({ id }) => id))].sort();
  const audit: LastAudit = { auditedAt: today, packages: ids, findings: answer.findings };
  await writeFile(join(root, LAST_AUDIT), `${JSON.stringify(audit, null, 2)}\n`);
}

const results = [checkIntegrity(packages, exceptions, today), checkFindings(findings, exceptions, today)];
const source = answer.ok ? "the registry" : `the answer of ${lastAudit.auditedAt ?? "no day"}`;
console.log(`dependencies: checked ${packages.length} locked packages, ${findings.length} findings by ${source}`);
for (const warning of [...gaps, ...results.flatMap(({ warnings }) => warnings)]) {
  console.warn(`dependencies: warning: ${warning}`);
}
for (const error of results.flatMap(({ errors }) => errors)) {
  console.error(`dependencies: ${error}`);
  process.exitCode = 1;
}
