// Looks at pictures (抓拍) in the audit trail: they show people and plates. A picture that somebody opens is a row before the
// answer leaves; what a wall shows by itself, and what is opened again and again, is one row per account and minute.
import type { Actor } from "@minqing/core/access/account";
import { doneBy } from "@minqing/core/audit/event";
import { writeAudit } from "@minqing/geodata/audit/queries";
import type { Database } from "@minqing/geodata/database";
import type { Logger } from "pino";
import { MinuteRows } from "./minute-rows.ts";

/** `open`: the picture of one detection. `glance`: the newest of a camera, as walls show them. */
export type PictureRead = "picture.open" | "picture.glance";

type Reader = Pick<Actor, "username" | "roles" | "address">;

interface Minute {
  reader: Reader;
  action: PictureRead;
  /** Pictures that have a row of their own. */
  own: Set<string>;
  /** Looks that wait for the row of the minute, by picture. */
  waiting: Map<string, number>;
}

/** Rows of their own, per account and minute: the first glance already says that somebody looks. */
const MAX_OWN: Record<PictureRead, number> = { "picture.open": 30, "picture.glance": 1 };
const OBJECT_KIND: Record<PictureRead, string> = { "picture.open": "detection", "picture.glance": "camera" };
/** Pictures that the row of a minute names. */
const MAX_NAMED = 200;
const OTHERS = "others";

export class PictureReads {
  readonly #options: { db: Database; log: Logger; now: () => Date };
  #minutes = new Map<string, Minute>();
  readonly #rows: MinuteRows;

  constructor(options: { db: Database; log: Logger; now: () => Date }) {
    this.#options = options;
    this.#rows = new MinuteRows(options.now, () => this.#writeRows());
  }

  /** Resolves when the picture may be shown; throws where its row could not be written. */
  async note(reader: Reader, action: PictureRead, id: string): Promise<void> {
    const at = this.#rows.count();
    const { own, waiting } = this.#minuteOf(reader, action);
    if (own.has(id) || own.size >= MAX_OWN[action]) {
      add(waiting, id, 1);
      return;
    }
    own.add(id);
    try {
      const object = { kind: OBJECT_KIND[action], id };
      await writeAudit(this.#options.db, doneBy(reader, at, { action, object }));
    } catch (fault) {
      own.delete(id);
      throw fault;
    }
  }

  /** Writes what is still only counted, and begins a new minute. */
  endMinute(): void {
    this.#rows.end();
  }

  /** Ends the minute and waits for its rows. */
  settle(): Promise<void> {
    return this.#rows.settle();
  }

  #writeRows(): void {
    const ended = [...this.#minutes.values()].filter(({ waiting }) => waiting.size > 0);
    this.#minutes = new Map();
    for (const minute of ended) this.#write(minute);
  }

  #minuteOf(reader: Reader, action: PictureRead): Minute {
    const key = JSON.stringify([reader.username, reader.address, action]);
    const minute = this.#minutes.get(key) ?? { reader, action, own: new Set(), waiting: new Map() };
    this.#minutes.set(key, minute);
    return minute;
  }

  #write({ reader, action, waiting }: Minute): void {
    const { db, log, now } = this.#options;
    const count = [...waiting.values()].reduce((sum, reads) => sum + reads, 0);
    const detail = { pictures: Object.fromEntries(waiting) };
    this.#rows.write(
      () => writeAudit(db, { ...doneBy(reader, now(), { action, detail }), count }),
      (fault) => {
        log.error({ err: fault }, "reads of pictures wait for the audit trail; trying again");
        const minute = this.#minuteOf(reader, action);
        for (const [id, reads] of waiting) add(minute.waiting, id, reads);
      },
    );
  }
}

function add(waiting: Map<string, number>, id: string, reads: number): void {
  const key = waiting.has(id) || waiting.size < MAX_NAMED ? id : OTHERS;
  waiting.set(key, (waiting.get(key) ?? 0) + reads);
}
