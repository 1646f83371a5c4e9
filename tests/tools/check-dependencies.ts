// `npm run check`: every locked package has its hash, and no known grave hole without a dated exception. Without a registry
// the last answer is held against the lock, and what it does not cover is told. `--write` keeps the registry's answer.
import { readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { auditGaps, Exceptions, judgeFindings, judgeIntegrity, LastAudit, stillLocked } from "./dependency-audit.ts";
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
  const kept: LastAudit = { auditedAt: today, packages: ids, findings: answer.findings };
  await writeFile(join(root, LAST_AUDIT), `${JSON.stringify(kept, null, 2)}\n`);
}

const verdicts = [judgeIntegrity(packages, exceptions, today), judgeFindings(findings, exceptions, today)];
const source = answer.ok ? "the registry" : `the answer of ${lastAudit.auditedAt ?? "nobody"}`;
console.log(`dependencies: looked at ${packages.length} locked packages, ${findings.length} findings by ${source}`);
for (const warning of [...gaps, ...verdicts.flatMap(({ warnings }) => warnings)]) {
  console.warn(`dependencies: warning: ${warning}`);
}
for (const fault of verdicts.flatMap(({ faults }) => faults)) {
  console.error(`dependencies: ${fault}`);
  process.exitCode = 1;
}
