// One run of the PGlite worker: opened, spoken to through a `pg` client, closed. When the thread dies every waiting
// statement fails; a new session may start only after `ended`, or two threads would write one folder.
import { Worker } from "node:worker_threads";
import pg from "pg";
import { rowTypes } from "../row-types.ts";
import type { Answer, DumpCompression, Request, WorkerOptions } from "./wire.ts";
import { WorkerStream } from "./worker-stream.ts";

export interface Session {
  readonly client: pg.Client;
  readonly unfitPrepared: string | null;
  isAlive(): boolean;
  /** When the thread is gone. */
  readonly ended: Promise<unknown>;
  /** The whole data folder as a tar archive. Not while a statement runs. */
  dump(compression: DumpCompression): Promise<Uint8Array>;
  close(): Promise<void>;
  /** Ends the thread at once, as a crash would. */
  kill(): Promise<unknown>;
}

export async function openSession(options: WorkerOptions, stuckAfterMs: number): Promise<Session> {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { workerData: options, name: "pglite" });
  const ended = new Promise((resolve) => worker.once("exit", resolve));
  const { unfitPrepared } = await nextAnswer(worker, "ready");
  const client = new pg.Client({
    stream: () => new WorkerStream(worker, stuckAfterMs),
    types: rowTypes as pg.CustomTypesConfig,
    pipeline: true,
    password: "",
  });
  // The statement that was running gets the fault; without a listener it would end the process as well.
  client.on("error", () => undefined);
  await client.connect();
  let isAlive = true;
  client.once("end", () => {
    if (isAlive) void worker.terminate();
    isAlive = false;
  });
  return {
    client,
    unfitPrepared,
    ended,
    isAlive: () => isAlive,
    dump: async (compression) => {
      const answer = nextAnswer(worker, "bytes");
      post(worker, { kind: "dump", compression });
      return (await answer).bytes;
    },
    close: async () => {
      if (isAlive) {
        isAlive = false;
        await client.end();
        post(worker, { kind: "close" });
      }
      await ended;
    },
    kill: () => worker.terminate(),
  };
}

const post = (worker: Worker, request: Request): void => worker.postMessage(request);

function nextAnswer<K extends Answer["kind"]>(worker: Worker, kind: K): Promise<Extract<Answer, { kind: K }>> {
  const { promise, resolve, reject } = Promise.withResolvers<Extract<Answer, { kind: K }>>();
  const onMessage = (answer: Answer) =>
    answer.kind === kind
      ? resolve(answer as Extract<Answer, { kind: K }>)
      : reject(new Error(`expected ${kind} from the embedded database, got ${describe(answer)}`));
  const onError = (fault: unknown) => reject(new Error("the embedded database did not open", { cause: fault }));
  const onExit = (code: number) => reject(new Error(`the embedded database's thread ended with ${code}`));
  worker.once("message", onMessage);
  worker.once("error", onError);
  worker.once("exit", onExit);
  return promise.finally(() => {
    worker.off("message", onMessage);
    worker.off("error", onError);
    worker.off("exit", onExit);
  });
}

const describe = (answer: Answer): string => (answer.kind === "fault" ? `fault: ${answer.message}` : answer.kind);
