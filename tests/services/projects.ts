// The services that each test project needs, and the order in which projects run.
import type { ServiceName } from "./install.ts";

export const PROJECT_SERVICES: Record<string, ServiceName[]> = {
  unit: [],
  "db-pg": ["postgres"],
  "db-pglite": [],
  e2e: ["postgres", "mosquitto", "chromium"],
  browser: ["postgres", "mosquitto", "chromium"],
};

/**
 * The stages run one after the other. The pools of one stage run side by side, the projects of one pool in the order of
 * their groups: browser tests keep the cores busy while the other pool mostly waits.
 */
export const STAGES: readonly (readonly (readonly string[])[])[] = [
  [["unit", "db-pg", "db-pglite"]],
  [["browser"], ["e2e"]],
];

/** The projects that `--project` selects (names or `*` patterns, `!` excludes), or all. */
export function selectedProjects(patterns: string[]): string[] {
  const names = Object.keys(PROJECT_SERVICES);
  const wanted = patterns.filter((pattern) => !pattern.startsWith("!"));
  const unwanted = patterns.filter((pattern) => pattern.startsWith("!")).map((pattern) => pattern.slice(1));
  return names.filter(
    (name) =>
      (wanted.length === 0 || wanted.some((pattern) => matches(name, pattern))) &&
      !unwanted.some((pattern) => matches(name, pattern)),
  );
}

function matches(name: string, pattern: string): boolean {
  const parts = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`).test(name);
}
