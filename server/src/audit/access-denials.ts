// Writes denied access to the audit trail, counted per minute and source: the first denial of a kind is written at once, the
// rest of its minute as one row. Rows per minute and memory are bounded, and no response waits for the write.
import type { AuditEvent } from "@minqing/core/audit/event";
import { writeAudit } from "@minqing/geodata/audit/queries";
import type { Database } from "@minqing/geodata/database";
import type { Logger } from "pino";
import { MinuteRows } from "./minute-rows.ts";

/** One denied request: actor, action and reason. */
export type AccessDenied = Pick<AuditEvent, "actor" | "roles" | "address" | "action" | "reason"> &
  Partial<Pick<AuditEvent, "objectKind" | "objectId">>;

interface Counted {
  event: AuditEvent;
  /** Counted, not yet written. */
  waiting: number;
}

/** Limits of one minute: an address beyond its share gets one row for the rest, so that it cannot hide other addresses. */
const MAX_KINDS = 100;
const MAX_PER_ADDRESS = 20;
const OTHERS = { actor: null, roles: [], action: "request.refuse", reason: "others" };

export class AccessDenials {
  readonly #options: { db: Database; log: Logger; now: () => Date };
  #kinds = new Map<string, Counted>();
  #kindsByAddress = new Map<string | null, number>();
  readonly #rows: MinuteRows;
  #isFailing = false;

  constructor(options: { db: Database; log: Logger; now: () => Date }) {
    this.#options = options;
    this.#rows = new MinuteRows(options.now, () => this.#writeRows());
  }

  count(denied: AccessDenied): void {
    const at = this.#rows.count();
    const { key, kind } = this.#kindOf(denied);
    const known = this.#kinds.get(key);
    if (known !== undefined) {
      known.waiting += 1;
      return;
    }
    const { objectKind = null, objectId = null } = kind;
    const event = { ...kind, at, objectKind, objectId, result: "refused", count: 1, detail: null } as const;
    this.#kinds.set(key, { event, waiting: 0 });
    this.#kindsByAddress.set(kind.address, (this.#kindsByAddress.get(kind.address) ?? 0) + 1);
    this.#write(event, 1);
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
    const ended = [...this.#kinds.values()].filter(({ waiting }) => waiting > 0);
    this.#kinds = new Map();
    this.#kindsByAddress = new Map();
    for (const { event, waiting } of ended) this.#write(event, waiting);
  }

  #kindOf({ actor, roles, address, action, reason, objectKind = null, objectId = null }: AccessDenied): {
    key: string;
    kind: AccessDenied;
  } {
    const denied = { actor, roles, address, action, reason, objectKind, objectId };
    const key = keyOf(denied);
    if (this.#kinds.has(key)) return { key, kind: denied };
    const ofAddress = this.#kindsByAddress.get(denied.address) ?? 0;
    if (this.#kinds.size < MAX_KINDS && ofAddress < MAX_PER_ADDRESS) return { key, kind: denied };
    const isKnown = this.#kindsByAddress.has(denied.address);
    const kind = { ...OTHERS, address: isKnown ? denied.address : null };
    return { key: keyOf(kind), kind };
  }

  #write(event: AuditEvent, count: number): void {
    const { db, log } = this.#options;
    this.#rows.write(
      async () => {
        await writeAudit(db, { ...event, count });
        this.#isFailing = false;
      },
      (fault) => {
        if (!this.#isFailing)
          log.error({ err: fault }, "writing denied access to the audit trail failed; trying again");
        this.#isFailing = true;
        this.#countAgain(event, count);
      },
    );
  }

  /** Counts an unwritten event again; it is written at the end of this minute. */
  #countAgain(event: AuditEvent, count: number): void {
    const { key, kind } = this.#kindOf(event);
    const known = this.#kinds.get(key);
    if (known === undefined) this.#kinds.set(key, { event: { ...event, ...kind }, waiting: count });
    else known.waiting += count;
  }
}

const keyOf = ({ actor, address, action, reason, objectId }: AccessDenied): string =>
  JSON.stringify([actor, address, action, reason, objectId ?? null]);
