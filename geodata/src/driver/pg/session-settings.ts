// Settings of every PostgreSQL session. They are sent in the startup packet: a `set` would be lost in a rollback, and a
// reset returns to these values.
import type pg from "pg";
import { rowTypes } from "../row-types.ts";

export interface PgSettings {
  url: string;
  /** Connections of the pool. */
  poolSize?: number;
  statementTimeoutMs?: number;
  /** Guards the change log's lock against a stalled writer. */
  idleInTransactionTimeoutMs?: number;
  connectTimeoutMs?: number;
}

export const PG_DEFAULTS = {
  poolSize: 10,
  statementTimeoutMs: 30_000,
  idleInTransactionTimeoutMs: 10_000,
  // Also the wait for a free connection of a busy pool; a server that is down rejects at once.
  connectTimeoutMs: 15_000,
} as const;

export const SESSION_OPTIONS = {
  search_path: "minqing,public",
  timezone: "UTC",
  datestyle: "ISO",
  intervalstyle: "iso_8601",
  // No row estimate here is worth a compilation: JIT costs 100 ms and more on the first wide aggregate.
  jit: "off",
} as const;

export function clientConfig(settings: PgSettings, name: string): pg.ClientConfig {
  return {
    connectionString: settings.url,
    application_name: `minqing ${name}`,
    options: Object.entries(SESSION_OPTIONS)
      .map(([key, value]) => `-c ${key}=${value}`)
      .join(" "),
    statement_timeout: settings.statementTimeoutMs ?? PG_DEFAULTS.statementTimeoutMs,
    idle_in_transaction_session_timeout: settings.idleInTransactionTimeoutMs ?? PG_DEFAULTS.idleInTransactionTimeoutMs,
    connectionTimeoutMillis: settings.connectTimeoutMs ?? PG_DEFAULTS.connectTimeoutMs,
    // Concurrent statements are sent together; responses keep their order.
    pipeline: true,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    types: rowTypes as pg.CustomTypesConfig,
  };
}
