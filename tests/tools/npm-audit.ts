// Runs `npm audit` and reads its report. A registry that does not answer gives a result with the reason.
import { spawnSync } from "node:child_process";
import { z } from "zod";
import type { Finding } from "./dependency-audit.ts";
import type { LockedPackage } from "./locked-packages.ts";

const Advisory = z.object({ name: z.string(), title: z.string(), url: z.string(), severity: z.string() });

const Report = z.object({
  auditReportVersion: z.literal(2),
  vulnerabilities: z.record(
    z.string(),
    z.object({ via: z.array(z.union([z.string(), Advisory])), nodes: z.array(z.string()) }),
  ),
});

export type Answer = { ok: true; findings: Finding[] } | { ok: false; reason: string };

const ARGUMENTS = ["audit", "--json", "--fetch-retries=0", "--fetch-timeout=20000"];
const TIMEOUT_MS = 60_000;

export function askRegistry(root: string, packages: readonly LockedPackage[]): Answer {
  const { stdout, error } = spawnSync("npm", ARGUMENTS, { cwd: root, encoding: "utf8", timeout: TIMEOUT_MS });
  return error === undefined ? readReport(stdout, packages) : { ok: false, reason: error.message };
}

/** `packages` gives the version at each path of node_modules. */
export function readReport(text: string, packages: readonly LockedPackage[]): Answer {
  const report = Report.safeParse(parse(text));
  if (!report.success) return { ok: false, reason: reasonIn(text) };
  const versionAt = new Map(packages.map(({ path, id }) => [path, id.slice(id.lastIndexOf("@") + 1)]));
  const findings = Object.values(report.data.vulnerabilities).flatMap(({ via, nodes }) =>
    via
      .filter((one) => typeof one !== "string")
      .map(({ name, title, url, severity }) => ({
        id: url.slice(url.lastIndexOf("/") + 1),
        package: name,
        title,
        severity: severity as Finding["severity"],
        versions: [...new Set(nodes.map((node) => versionAt.get(node) ?? `at ${node}`))].sort(),
      })),
  );
  return { ok: true, findings };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Empty output, or a message of npm instead of a report.
    return null;
  }
}

function reasonIn(text: string): string {
  const error = z.object({ message: z.string() }).safeParse(parse(text));
  return error.success ? error.data.message : text.trim().slice(0, 200) || "npm audit printed nothing";
}
