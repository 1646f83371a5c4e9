// Writes denied access to the audit trail, counted per minute and source: the first denial of a kind is written at once, the
// rest of its minute as one row. Rows per minute and memory are bounded, and no response waits for the write.
import type { AuditEvent } from "@minqing/core/audit/event";
import { writeAudit } from "@minqing/geodata/audit/queries";
import type { Database } from "@minqing/geodata/database";
import type { Logger } from "pino";
import { networkOf } from "../http/network.ts";
import { MinuteRows } from "./minute-rows.ts";

/** One denied request: actor, action and reason. */
export type AccessDenied = Pick<AuditEvent, "actor" | "roles" | "address" | "action" | "reason"> &
  Partial<Pick<AuditEvent, "objectKind" | "objectId">>;

interface Counted {
  event: AuditEvent;
  /** Counted, not yet written. */
  waiting: number;
  /** Of a row for others: who they are, with their counts. */
  sources: Map<string, number> | null;
}

/**
 * Each group has a budget of its own, so that none hides another: signed-in people are always named, sign-ins and anonymous
 * requests share theirs by network.
 */
type Group = "signed-in" | "sign-in" | "anonymous";

/** Rows of one minute: for one source, and for all sources of a group. Signed-in people are as many as there are accounts. */
const MAX_PER_SOURCE = 20;
const MAX_KINDS: Record<Group, number> = { "signed-in": Number.POSITIVE_INFINITY, "sign-in": 200, anonymous: 100 };
/** How many of the largest sources a row for others names, and how many it counts apart. */
const MAX_NAMED = 10;
const MAX_COUNTED_SOURCES = 1_000;
const ELSEWHERE = "elsewhere";

const groupOf = ({ roles, action }: AccessDenied): Group => {
  if (roles.length > 0) return "signed-in";
  return action === "session.open" ? "sign-in" : "anonymous";
};

/** Whose share a denial uses up: the person, or the network. */
const sourceOf = (denied: AccessDenied): string =>
  groupOf(denied) === "signed-in" ? `${denied.actor}` : networkOf(denied.address ?? "");

export class AccessDenials {
  readonly #options: { db: Database; log: Logger; now: () => Date };
  #kinds = new Map<string, Counted>();
  #kindsByGroup = new Map<Group, number>();
  #kindsBySource = new Map<string, number>();
  readonly #rows: MinuteRows;
  #isFailing = false;

  constructor(options: { db: Database; log: Logger; now: () => Date }) {
    this.#options = options;
    this.#rows = new MinuteRows(options.now, () => this.#writeRows());
  }

  count(denied: AccessDenied): void {
    const at = this.#rows.count();
    const { key, kind, isOthers } = this.#kindOf(denied);
    const known = this.#kinds.get(key);
    if (known !== undefined) {
      known.waiting += 1;
      countSource(known, denied, 1);
      return;
    }
    const { objectKind = null, objectId = null } = kind;
    const event = { ...kind, at, objectKind, objectId, result: "refused", count: 1, detail: null } as const;
    countSource(this.#begin(key, event, isOthers), denied, 1);
    this.#write(event, 1);
  }

  /** A row of this minute that nothing was counted for yet; it uses up its group's and its source's share. */
  #begin(key: string, event: AuditEvent, isOthers: boolean): Counted {
    const counted: Counted = { event, waiting: 0, sources: isOthers ? new Map() : null };
    this.#kinds.set(key, counted);
    if (!isOthers) {
      const [group, share] = [groupOf(event), shareOf(event)];
      this.#kindsByGroup.set(group, (this.#kindsByGroup.get(group) ?? 0) + 1);
      this.#kindsBySource.set(share, (this.#kindsBySource.get(share) ?? 0) + 1);
    }
    return counted;
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
    this.#kindsByGroup = new Map();
    this.#kindsBySource = new Map();
    for (const { event, waiting, sources } of ended) this.#write({ ...event, detail: largestOf(sources) }, waiting);
  }

  #kindOf({ actor, roles, address, action, reason, objectKind = null, objectId = null }: AccessDenied): {
    key: string;
    kind: AccessDenied;
    isOthers: boolean;
  } {
    const denied = { actor, roles, address, action, reason, objectKind, objectId };
    const key = keyOf(denied);
    if (this.#kinds.has(key)) return { key, kind: denied, isOthers: false };
    const group = groupOf(denied);
    const ofGroup = this.#kindsByGroup.get(group) ?? 0;
    const ofSource = this.#kindsBySource.get(shareOf(denied)) ?? 0;
    if (ofGroup < MAX_KINDS[group] && ofSource < MAX_PER_SOURCE) return { key, kind: denied, isOthers: false };
    const kind = othersOf(denied, ofSource > 0);
    return { key: `others ${group} ${ofSource > 0 ? sourceOf(denied) : ""}`, kind, isOthers: true };
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
    const { key, kind, isOthers } = this.#kindOf(event);
    const counted = this.#kinds.get(key) ?? this.#begin(key, { ...event, ...kind }, isOthers);
    counted.waiting += count;
    countSource(counted, event, count);
  }
}

const keyOf = ({ actor, address, action, reason, objectId }: AccessDenied): string =>
  JSON.stringify([actor, address, action, reason, objectId ?? null]);

const shareOf = (denied: AccessDenied): string => `${groupOf(denied)} ${sourceOf(denied)}`;

/** The row for what is beyond a share: a person keeps their name, a network that has rows of its own its address. */
function othersOf(denied: AccessDenied, hasRows: boolean): AccessDenied {
  const isPerson = groupOf(denied) === "signed-in";
  return {
    actor: isPerson ? denied.actor : null,
    roles: isPerson ? denied.roles : [],
    address: isPerson || hasRows ? denied.address : null,
    action: denied.action === "session.open" ? "session.open" : "request.refuse",
    reason: "others",
  };
}

function countSource({ sources }: Counted, denied: AccessDenied, count: number): void {
  if (sources === null) return;
  const source = groupOf(denied) === "sign-in" ? `${denied.actor ?? ""} ${sourceOf(denied)}`.trim() : sourceOf(denied);
  const known = sources.has(source) || sources.size < MAX_COUNTED_SOURCES ? source : ELSEWHERE;
  sources.set(known, (sources.get(known) ?? 0) + count);
}

/** The largest sources of a row for others, largest first. */
function largestOf(sources: ReadonlyMap<string, number> | null): AuditEvent["detail"] {
  if (sources === null) return null;
  const largest = [...sources].sort(([, a], [, b]) => b - a).slice(0, MAX_NAMED);
  return { sources: sources.size, largest: largest.map(([source, count]) => ({ source, count })) };
}
