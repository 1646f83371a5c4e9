// Follows the change log in commit order: woken by the bell, and by the clock after 250 ms at most. Passes every entry to
// `onEntries` once, in order; `head` is the cursor of the last entry passed.
import type { ChangeEntry } from "@minqing/core/change/entry";
import { headCursor } from "@minqing/geodata/change/queries";
import { readChanges } from "@minqing/geodata/change/read-changes";
import type { Database } from "@minqing/geodata/database";
import { RepeatedWork } from "@minqing/geodata/process/repeated-work";
import { MAX_ENTRIES_PER_MESSAGE } from "./scoped-changes.ts";

const POLL_MS = 250;
/** Pause after each read. Without it 790 commits/s caused as many reads and took half a core; with it a read returns several entries. */
const REST_MS = 5;

export interface FollowerOptions {
  db: Database;
  /** Called in the same event loop turn in which `head` moves. */
  onEntries(from: number, entries: ChangeEntry[]): void;
  /** Called when the log no longer contains `head`: the database was replaced. */
  onLogReplaced(): void;
  onFault(fault: unknown): void;
}

export class ChangeFollower {
  readonly #options: FollowerOptions;
  readonly #following: RepeatedWork;
  readonly #unsubscribe: () => void;
  #head: number;

  static async start(options: FollowerOptions): Promise<ChangeFollower> {
    return new ChangeFollower(options, await headCursor(options.db));
  }

  private constructor(options: FollowerOptions, head: number) {
    this.#options = options;
    this.#head = head;
    this.#following = new RepeatedWork({
      everyMs: POLL_MS,
      restMs: REST_MS,
      work: () => this.#follow(),
      onFault: options.onFault,
    });
    this.#unsubscribe = options.db.onBell("changes", () => this.#following.wake());
  }

  get head(): number {
    return this.#head;
  }

  /** Starts a read now. */
  wake(): void {
    this.#following.wake();
  }

  async close(): Promise<void> {
    this.#unsubscribe();
    await this.#following.close();
  }

  async #follow(): Promise<void> {
    let isFull = true;
    while (isFull) {
      const read = await readChanges(this.#options.db, this.#head, MAX_ENTRIES_PER_MESSAGE);
      if (read.expired) {
        this.#head = await headCursor(this.#options.db);
        this.#options.onLogReplaced();
        return;
      }
      const last = read.entries.at(-1);
      if (last === undefined) return;
      const from = this.#head;
      this.#head = last.seq;
      this.#options.onEntries(from, read.entries);
      isFull = read.entries.length === MAX_ENTRIES_PER_MESSAGE;
    }
  }
}
