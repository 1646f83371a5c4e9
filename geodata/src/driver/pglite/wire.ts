// What the main thread and the worker that holds PGlite say to each other. Requests are answered in order.

export interface WorkerOptions {
  /** Folder of the database, or null for one in memory. */
  readonly folder: string | null;
  /** A prepared dump for an empty folder; without it the folder is initialised (10 s instead of 2 s). */
  readonly dump: Uint8Array | null;
  /** Settings of the one session. */
  readonly session: Readonly<Record<string, string>>;
}

export type Request = { kind: "wire"; bytes: Uint8Array } | { kind: "dump" } | { kind: "close" };

export type Answer =
  | { kind: "ready" }
  /** PostgreSQL's answer to a `wire` request, or the dump. */
  | { kind: "bytes"; bytes: Uint8Array }
  | { kind: "closed" }
  | { kind: "fault"; message: string };
