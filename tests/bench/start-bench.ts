// How long a stranger waits: the first start on an empty folder with nothing built or cached, and a later one. Ceilings:
// what a first start cannot do without (building the pages, and a new database), and opening the database alone.
import { execFile } from "node:child_process";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { startDemo } from "../services/demo-program.ts";
import { REPOSITORY } from "../services/program.ts";
import { againstCeilings } from "./against-ceiling.ts";
import type { Bench } from "./bench.ts";
import { withScratch } from "./scratch.ts";

const BUILT = ["web/dist", "node_modules/.cache/minqing"];

export const START_BENCH: Bench = {
  about: "npm start to the ready line with simulators: empty folder, no pages, empty caches; then again",
  run: () =>
    withScratch(async (folder) => {
      const dataDir = join(folder, "data");
      for (const built of BUILT) await rm(join(REPOSITORY, built), { recursive: true, force: true });
      const first = await readySeconds(dataDir);
      const later = await readySeconds(dataDir);
      const pages = await buildSeconds(join(folder, "pages"));
      const created = await openSeconds(join(folder, "other"));
      const opened = await openSeconds(join(folder, "other"));
      return [
        ...againstCeilings({ name: "first start", value: first, unit: "s" }, [
          { name: "pages and a new database alone", value: pages + created, target: "≤ 3" },
        ]),
        ...againstCeilings({ name: "later start", value: later, unit: "s" }, [
          { name: "opening the database alone", value: opened, target: "≤ 4" },
        ]),
      ];
    }),
};

async function readySeconds(dataDir: string): Promise<number> {
  const program = await startDemo(dataDir, { SIM_RATE: "1" });
  await program.stop();
  return program.readyMs / 1000;
}

const openSeconds = (dataDir: string): Promise<number> =>
  runSeconds([join(import.meta.dirname, "open-database-process.ts"), dataDir]);

function buildSeconds(outDir: string): Promise<number> {
  const vite = fileURLToPath(new URL("bin/vite.js", import.meta.resolve("vite/package.json")));
  const args = ["build", join(REPOSITORY, "web"), "--outDir", outDir, "--emptyOutDir", "--logLevel", "error"];
  return runSeconds([vite, ...args]);
}

async function runSeconds(args: string[]): Promise<number> {
  const startedAt = performance.now();
  await promisify(execFile)(process.execPath, args, { cwd: REPOSITORY });
  return (performance.now() - startedAt) / 1000;
}
