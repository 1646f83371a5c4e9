// What the main thread and the worker that holds PGlite say to each other. Requests are answered in order.

export interface WorkerOptions {
  /** Folder of the database, or null for one in memory. */
  readonly folder: string | null;
  /** The tar archive of a data folder, for an empty folder or memory; null opens what is there. */
  readonly dump: Uint8Array | null;
  /** Makes a new cluster by initdb, and PostGIS by CREATE EXTENSION. */
  readonly isMadeByInitdb: boolean;
  /** Settings of the one session. */
  readonly session: Readonly<Record<string, string>>;
}

export type DumpCompression = "gzip" | "none";

export type Request =
  | { kind: "wire"; bytes: Uint8Array }
  | { kind: "dump"; compression: DumpCompression }
  | { kind: "close" };

export type Answer =
  | { kind: "ready" }
  /** PostgreSQL's answer to a `wire` request, or the dump. */
  | { kind: "bytes"; bytes: Uint8Array }
  | { kind: "closed" }
  | { kind: "fault"; message: string };
