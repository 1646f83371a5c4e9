// Lets a `pg` client talk to the PGlite worker as if it were a socket: what the client writes goes to the worker, the
// worker's answers are read. The worker is already signed in, so the client's greeting is answered here.
import { Duplex } from "node:stream";
import type { Worker } from "node:worker_threads";
import type { Answer, Request } from "./wire.ts";

// [PostgreSQL 55.7] AuthenticationOk, then ReadyForQuery in state idle.
const GREETING = Uint8Array.of(0x52, 0, 0, 0, 8, 0, 0, 0, 0, 0x5a, 0, 0, 0, 5, 0x49);
const STARTUP = 0;
const TERMINATE = 0x58;

export class WorkerStream extends Duplex {
  readonly #worker: Worker;
  readonly #stuckAfterMs: number;
  #unanswered = 0;
  #watch: NodeJS.Timeout | undefined;

  constructor(worker: Worker, stuckAfterMs: number) {
    super();
    this.#worker = worker;
    this.#stuckAfterMs = stuckAfterMs;
    worker.on("message", (answer: Answer) => {
      if (answer.kind === "bytes") this.#take(answer.bytes);
      else if (answer.kind === "fault") this.destroy(new Error(`the embedded database failed: ${answer.message}`));
    });
    worker.once("error", (fault) => this.destroy(new Error("the embedded database's thread failed", { cause: fault })));
    worker.once("exit", () => this.destroy(new Error("the embedded database's thread ended")));
  }

  // The part of net.Socket that pg calls.
  connect(): this {
    process.nextTick(() => this.emit("connect"));
    return this;
  }
  setNoDelay(): this {
    return this;
  }
  setKeepAlive(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }

  override _read(): void {
    // Answers are pushed as they come.
  }

  override _write(chunk: Uint8Array, _encoding: BufferEncoding, done: () => void): void {
    this.#send([chunk]);
    done();
  }

  // pg corks one statement's messages, so they arrive here together and leave as one request.
  override _writev(chunks: { chunk: Uint8Array }[], done: () => void): void {
    this.#send(chunks.map(({ chunk }) => chunk));
    done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    clearTimeout(this.#watch);
    done(error);
  }

  #send(chunks: Uint8Array[]): void {
    const first = chunks[0]?.[0];
    if (first === STARTUP) return void this.push(GREETING);
    if (first === TERMINATE) return void this.push(null);
    // A fresh buffer: the client's own may be pooled, and a pooled one cannot change its thread.
    const bytes = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
    let at = 0;
    for (const chunk of chunks) {
      bytes.set(chunk, at);
      at += chunk.length;
    }
    if (this.#unanswered++ === 0) this.#startWatch();
    const request: Request = { kind: "wire", bytes };
    this.#worker.postMessage(request, [bytes.buffer]);
  }

  #take(bytes: Uint8Array): void {
    if (this.#unanswered === 0) return;
    clearTimeout(this.#watch);
    if (--this.#unanswered > 0) this.#startWatch();
    this.push(bytes);
  }

  /** Statement timeouts need signals, which PGlite has not: a statement that never ends ends its thread. */
  #startWatch(): void {
    this.#watch = setTimeout(() => {
      this.destroy(new Error(`the embedded database did not answer within ${this.#stuckAfterMs} ms`));
      void this.#worker.terminate();
    }, this.#stuckAfterMs);
  }
}
