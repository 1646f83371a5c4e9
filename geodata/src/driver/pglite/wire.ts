// What the main thread and the worker that holds PGlite say to each other. Requests are answered in order.

/** What a new database is made from: the prepared cluster, `initdb` (10 s instead of 2 s), or a dump of another one. */
export type Origin = "prepared" | "initdb" | Uint8Array;

export interface WorkerOptions {
  /** Folder of the database, or null for one in memory. */
  readonly folder: string | null;
  /** Null opens what is in the folder. */
  readonly origin: Origin | null;
  /** Settings of the one session. */
  readonly session: Readonly<Record<string, string>>;
}

export type DumpCompression = "gzip" | "none";

export type Request =
  | { kind: "wire"; bytes: Uint8Array }
  | { kind: "dump"; compression: DumpCompression }
  | { kind: "close" };

export type Answer =
  /** `unfitPrepared`: why initdb made the database where the prepared cluster should have. */
  | { kind: "ready"; unfitPrepared: string | null }
  /** PostgreSQL's answer to a `wire` request, or the dump. */
  | { kind: "bytes"; bytes: Uint8Array }
  | { kind: "closed" }
  | { kind: "fault"; message: string };
