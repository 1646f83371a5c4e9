// Every bench by its name on the command line.
import type { Bench } from "./bench.ts";
import { PAGE_SIZE_BENCH } from "./page-size-bench.ts";
import { START_BENCH } from "./start-bench.ts";

export const BENCHES: Record<string, Bench> = {
  start: START_BENCH,
  "page-size": PAGE_SIZE_BENCH,
};
