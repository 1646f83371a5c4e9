// Follows the change log in commit order: woken by the bell, and by the clock after 250 ms at most. What it has read it
// hands on once, in order; `head` is the cursor of everything handed on.
import type { ChangeEntry } from "@minqing/core/change/entry";
import { headCursor } from "@minqing/geodata/change/queries";
import { readChanges } from "@minqing/geodata/change/read-changes";
import type { Database } from "@minqing/geodata/database";
import { RepeatedWork } from "@minqing/geodata/process/repeated-work";
import { ENTRIES_A_MESSAGE } from "./scoped-changes.ts";

const POLL_MS = 250;
/** 790 commits/s woke as many reads and took half a core; with this rest a read brings several entries. */
const REST_MS = 5;

export interface FollowerOptions {
  db: Database;
  /** Called in the same turn in which `head` moves. */
  onEntries(from: number, entries: ChangeEntry[]): void;
  /** The log no longer continues `head`: another database was put in its place. */
  onBreak(): void;
  onFault(fault: unknown): void;
}

export class ChangeFollower {
  readonly #options: FollowerOptions;
  readonly #following: RepeatedWork;
  readonly #forgetBell: () => void;
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
    this.#forgetBell = options.db.onBell("changes", () => this.#following.wake());
  }

  get head(): number {
    return this.#head;
  }

  /** Asks for a read now; `head` has moved when the log has. */
  wake(): void {
    this.#following.wake();
  }

  async close(): Promise<void> {
    this.#forgetBell();
    await this.#following.close();
  }

  async #follow(): Promise<void> {
    let isFull = true;
    while (isFull) {
      const read = await readChanges(this.#options.db, this.#head, ENTRIES_A_MESSAGE);
      if (read.expired) {
        this.#head = await headCursor(this.#options.db);
        this.#options.onBreak();
        return;
      }
      const last = read.entries.at(-1);
      if (last === undefined) return;
      const from = this.#head;
      this.#head = last.seq;
      this.#options.onEntries(from, read.entries);
      isFull = read.entries.length === ENTRIES_A_MESSAGE;
    }
  }
}
