// Every bench by its name on the command line.
import type { Bench } from "./bench.ts";

export const BENCHES: Record<string, Bench> = {};
