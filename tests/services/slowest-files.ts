// The test files that took longest.
import { relative } from "node:path";
import type { TestModule } from "vitest/node";

const MAX_SHOWN = 10;

export interface FileDuration {
  project: string;
  file: string;
  /** With its imports and hooks. */
  durationMs: number;
}

export const fileDurations = (modules: readonly TestModule[]): FileDuration[] =>
  modules.map((module) => {
    const { collectDuration, setupDuration, duration } = module.diagnostic();
    return {
      project: module.project.name,
      file: relative(process.cwd(), module.moduleId),
      durationMs: collectDuration + setupDuration + duration,
    };
  });

export function slowestFiles(durations: readonly FileDuration[]): string {
  const slowest = durations.toSorted((a, b) => b.durationMs - a.durationMs).slice(0, MAX_SHOWN);
  const lines = slowest.map(
    ({ project, file, durationMs }) => `${(durationMs / 1000).toFixed(1).padStart(7)} s  ${project.padEnd(9)} ${file}`,
  );
  return ["tests: the slowest files", ...lines].join("\n");
}
