// How long a stranger waits: the first start on an empty folder (pages not built yet), and a later one.
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { startDemo } from "../services/demo-program.ts";
import { REPOSITORY } from "../services/program.ts";
import type { Bench } from "./bench.ts";
import { withScratch } from "./scratch.ts";

export const START_BENCH: Bench = {
  about: "npm start to the ready line with simulators: empty folder and no built pages, then again",
  run: () =>
    withScratch(async (folder) => {
      await rm(join(REPOSITORY, "web/dist"), { recursive: true, force: true });
      const dataDir = join(folder, "data");
      const [firstMs, laterMs] = [await readyMs(dataDir), await readyMs(dataDir)];
      return [
        { name: "first start", value: firstMs / 1000, unit: "s", target: "≤ 120, hoped 40" },
        { name: "later start", value: laterMs / 1000, unit: "s", target: "≤ 15, hoped 5" },
      ];
    }),
};

async function readyMs(dataDir: string): Promise<number> {
  const program = await startDemo(dataDir, { SIM_RATE: "1" });
  await program.stop();
  return program.readyMs;
}
