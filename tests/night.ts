// `npm run night`: what is too long for every day. The whole suite with everything on both databases, more cases a property
// and more kills, then mutants of `core`. Prints each part's last line and fails when one of them did.
import { spawnSync } from "node:child_process";

interface Part {
  name: string;
  script: string;
  /** In its output, the line that says how it ended. */
  result: RegExp;
}

const PARTS: Part[] = [
  { name: "suite", script: "test", result: /^\d+ passed, \d+ failed, \d+ skipped$/ },
  { name: "mutation", script: "mutation", result: /^All files\b.*/ },
];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !PARTS.some((part) => part.name === name));
if (unknown.length > 0) {
  console.error(`night: expected ${PARTS.map(({ name }) => name).join(" or ")}, got ${unknown.join(", ")}`);
  process.exit(2);
}

const lines: string[] = [];
let hasFailed = false;
for (const { name, script, result } of PARTS.filter((part) => wanted.length === 0 || wanted.includes(part.name))) {
  const startedMs = Date.now();
  const run = spawnSync("npm", ["--loglevel=silent", "run", script], {
    env: { ...process.env, MINQING_NIGHT: "1" },
    encoding: "utf8",
    maxBuffer: 1 << 30,
    stdio: ["ignore", "pipe", "inherit"],
  });
  process.stdout.write(run.stdout);
  const last = run.stdout.split("\n").findLast((line) => result.test(line)) ?? "no result";
  hasFailed ||= run.status !== 0;
  const minutes = ((Date.now() - startedMs) / 60_000).toFixed(1);
  lines.push(`night: ${name}: ${run.status === 0 ? "ok" : "FAILED"} after ${minutes} min: ${last}`);
}
console.log(lines.join("\n"));
process.exit(hasFailed ? 1 : 0);
