// Writes reads of pictures (抓拍) to the audit trail: they show people and plates. The first read of a picture is written before
// the response leaves; pictures that a wall refreshes by itself, and repeated reads, are one row per account and minute.
import type { Actor } from "@minqing/core/access/account";
import { doneBy } from "@minqing/core/audit/event";
import { writeAudit } from "@minqing/geodata/audit/queries";
import type { Database } from "@minqing/geodata/database";
import type { Logger } from "pino";
import { MinuteRows } from "./minute-rows.ts";

/** `open`: the picture of one detection. `glance`: the newest picture of a camera, as walls show it. */
export type PictureRead = "picture.open" | "picture.glance";

type Reader = Pick<Actor, "username" | "roles" | "address">;

interface Minute {
  reader: Reader;
  action: PictureRead;
  /** Pictures with their own row. */
  own: Set<string>;
  /** Number of reads for the row of the minute, by picture. */
  waiting: Map<string, number>;
}

/** Max own rows per account and minute; one is enough for glances, which come as long as the wall is open. */
const MAX_OWN: Record<PictureRead, number> = { "picture.open": 30, "picture.glance": 1 };
const OBJECT_KIND: Record<PictureRead, string> = { "picture.open": "detection", "picture.glance": "camera" };
/** Max pictures named in the row of a minute. */
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

  /** Resolves when the picture may be returned; throws where its row could not be written. */
  async record(reader: Reader, action: PictureRead, id: string): Promise<void> {
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

  /** Writes the counts of the minute and begins a new one. */
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
        log.error({ err: fault }, "writing picture reads to the audit trail failed; trying again");
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
