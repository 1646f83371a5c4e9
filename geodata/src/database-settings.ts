// The database settings among the settings of the program.
import type { Settings } from "@minqing/core/settings/settings";
import type { DatabaseSettings } from "./open-database.ts";

export const databaseSettings = (settings: Settings): DatabaseSettings => ({
  url: settings.DATABASE_URL,
  ownerUrl: settings.DATABASE_OWNER_URL,
  dataDir: settings.DATA_DIR,
  poolSize: settings.DATABASE_POOL,
  statementTimeoutMs: settings.DATABASE_STATEMENT_TIMEOUT_MS,
});
