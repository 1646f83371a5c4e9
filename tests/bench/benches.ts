// Every bench by its name on the command line.
import type { Bench } from "./bench.ts";
import { CHANGE_LOG_BENCH } from "./change-log-bench.ts";
import { COMMANDS_BENCH } from "./commands-bench.ts";
import { INGEST_EMBEDDED_BENCH } from "./ingest-embedded-bench.ts";
import { INGEST_PG_BENCH } from "./ingest-pg-bench.ts";
import { LEDGER_BENCH } from "./ledger-bench.ts";
import { OWN_SCOPES_BENCH } from "./own-scopes-bench.ts";
import { PAGE_SIZE_BENCH } from "./page-size-bench.ts";
import { SCOPED_LIST_BENCH } from "./scoped-list-bench.ts";
import { SIGN_IN_BENCH } from "./sign-in-bench.ts";
import { SOAK_BENCH } from "./soak-bench.ts";
import { START_BENCH } from "./start-bench.ts";
import { SWEEP_BENCH } from "./sweep-bench.ts";
import { VISIBLE_BENCH } from "./visible-bench.ts";

export const BENCHES: Record<string, Bench> = {
  "ingest-pg": INGEST_PG_BENCH,
  "ingest-embedded": INGEST_EMBEDDED_BENCH,
  "change-log": CHANGE_LOG_BENCH,
  visible: VISIBLE_BENCH,
  start: START_BENCH,
  "page-size": PAGE_SIZE_BENCH,
  "scoped-list": SCOPED_LIST_BENCH,
  commands: COMMANDS_BENCH,
  sweep: SWEEP_BENCH,
  "own-scopes": OWN_SCOPES_BENCH,
  "sign-in": SIGN_IN_BENCH,
  soak: SOAK_BENCH,
  ledger: LEDGER_BENCH,
};
