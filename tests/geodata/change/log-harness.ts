// Concurrent writers and clients of several scopes, to check that snapshot plus log equals the database. A writer
// creates, changes, moves, deletes and sometimes rolls back; a client takes a snapshot, follows the log, starts again
// from a new snapshot now and then, and resumes after lost responses.
import { compileScope, type Scope, type Secrecy } from "@minqing/core/access/scope";
import { Standing } from "@minqing/core/access/standing";
import type { ChangeItem, NewChange } from "@minqing/core/change/entry";
import { projectChange, seesObject } from "@minqing/core/change/project";
import { appendChanges } from "@minqing/geodata/change/append";
import { changesAfter } from "@minqing/geodata/change/queries";
import { readChanges } from "@minqing/geodata/change/read-changes";
import { readSnapshot } from "@minqing/geodata/change/snapshot";
import type { Database, Executor } from "@minqing/geodata/database";
import { json, sql } from "@minqing/geodata/sql";
import { z } from "zod";

export type Append = (tx: Executor, entries: readonly NewChange[]) => Promise<void>;

export interface RunOptions {
  database: Database;
  owner: Database;
  /** How a writer appends: the real function, or one that is known to lose entries. */
  append?: Append;
  writers: number;
  transactionsPerWriter: number;
  seed: number;
}

export interface ClientReport {
  scope: string;
  /** Objects that differ between the client and the database. */
  differences: string[];
  /** Entries of the log within this client's scope that it never saw, or saw twice. */
  missed: number;
  repeated: number;
  resumes: number;
  snapshots: number;
}

const CODES = ["441502", "441502001", "441502001002", "441521", "441521003", "441581", "441581002"] as const;
const REACHES = ["r1", "r2", null] as const;
const UNITS = ["u1", "u2", "u3", null] as const;
const PEOPLE = ["me", "other", null] as const;
const GRADES = [0, 0, 0, 1, 2] as const satisfies Secrecy[];
const OBJECTS = 40;

const SCOPES: readonly (readonly [name: string, scope: Scope])[] = [
  ["city", compileScope(["441500"])],
  ["county", compileScope(["441502"])],
  ["town", compileScope(["441521003"])],
  ["county without a town", compileScope(["441581"], ["441581002"])],
  ["two counties", compileScope(["441502", "441521"])],
  ["a reach across two counties", compileScope(["441502001"], [], { reaches: ["r1"] })],
  ["a unit", compileScope(["441500"], [], { caseRange: "department", departments: ["u1", "u2"], own: "me" })],
  ["own reports", compileScope(["441500"], [], { caseRange: "own", own: "me" })],
  ["a county, cleared for internal", compileScope(["441502"], [], { secrecy: 1 })],
];

const Row = z.object({ id: z.string(), standing: Standing, version: z.number() });
type Row = z.infer<typeof Row>;

/**
 * One generator per writer and client, so that a seed repeats the same operations (but not their interleaving).
 * [mulberry32]
 */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

export async function prepareObjects(owner: Database, database: Database): Promise<void> {
  await owner.script(
    "create table minqing.test_objects (id text primary key, standing jsonb not null, version int not null)",
  );
  // The application role must be able to write it; embedded there is only one role.
  await database.raw(sql`select count(*) from test_objects`);
}

export async function runLog(options: RunOptions): Promise<ClientReport[]> {
  const { database, owner, append = appendChanges } = options;
  let isWriting = true;
  const clients = SCOPES.map(
    ([name, scope], i) => new Client(database, name, scope, randomFrom(options.seed * 31 + i)),
  );
  const reading = clients.map((client) => client.follow(() => isWriting));
  const writing = Array.from({ length: options.writers }, (_, i) =>
    write(database, append, options.transactionsPerWriter, randomFrom(options.seed * 1009 + i)),
  );
  await Promise.all(writing).finally(() => {
    isWriting = false;
  });
  await Promise.all(reading);
  return Promise.all(clients.map((client) => client.report(owner)));
}

class RolledBack extends Error {}

async function write(database: Database, append: Append, count: number, random: () => number): Promise<void> {
  for (let i = 0; i < count; i++) {
    const ids = pickIds(random);
    const rollsBack = random() < 0.1;
    const work = async (tx: Executor) => {
      const entries: NewChange[] = [];
      for (const id of ids) entries.push(await change(tx, id, random));
      await append(tx, entries);
      if (rollsBack) throw new RolledBack();
    };
    await database.transaction(work).catch((fault: unknown) => {
      if (!(fault instanceof RolledBack)) throw fault;
    });
  }
}

/** Sorted, so that two writers lock rows in one order. */
function pickIds(random: () => number): string[] {
  const count = 1 + Math.floor(random() * 3);
  const picked = new Set(Array.from({ length: count }, () => `o${Math.floor(random() * OBJECTS)}`));
  return [...picked].sort();
}

function anyStanding(random: () => number): Standing {
  const pick = <T>(from: readonly [T, ...T[]]): T => from[Math.floor(random() * from.length)] ?? from[0];
  return {
    code: pick(CODES),
    reach: pick(REACHES),
    lead: pick(UNITS),
    assisting: [pick(UNITS)].flatMap((unit) => unit ?? []),
    reporters: [pick(PEOPLE)].flatMap((person) => person ?? []),
    assignees: [pick(PEOPLE)].flatMap((person) => person ?? []),
    secrecy: pick<Secrecy>(GRADES),
    case: null,
  };
}

async function change(tx: Executor, id: string, random: () => number): Promise<NewChange> {
  // Locks the name even without a row, so that creations of one object wait for each other.
  await tx.execute(sql`select pg_advisory_xact_lock(4711, hashtext(${id}))`);
  const [before] = await tx.query(sql`select id, standing, version from test_objects where id = ${id}`, Row);
  const scopeBefore = before?.standing ?? null;
  if (before !== undefined && random() < 0.15) {
    await tx.execute(sql`delete from test_objects where id = ${id}`);
    return { kind: "case", id, scopeBefore, scopeAfter: null, value: null };
  }
  const moves = before === undefined || random() < 0.4;
  const standing = moves ? anyStanding(random) : before.standing;
  const after = await tx.one(
    sql`insert into test_objects (id, standing, version) values (${id}, ${json(standing)}::jsonb, 1)
        on conflict (id) do update set standing = excluded.standing, version = test_objects.version + 1
        returning id, standing, version`,
    Row,
  );
  return { kind: "case", id, scopeBefore, scopeAfter: standing, value: after };
}

class Client {
  readonly #database: Database;
  readonly #name: string;
  readonly #scope: Scope;
  readonly #random: () => number;
  #objects = new Map<string, Row>();
  #cursor = 0;
  #startedAt = 0;
  #seen: number[] = [];
  readonly #stretches: Stretch[] = [];
  readonly #differences: string[] = [];
  #resumes = 0;
  #snapshots = 0;

  constructor(database: Database, name: string, scope: Scope, random: () => number) {
    this.#database = database;
    this.#name = name;
    this.#scope = scope;
    this.#random = random;
  }

  async follow(isWriting: () => boolean): Promise<void> {
    await this.#takeSnapshot();
    let isLast = false;
    for (;;) {
      if (this.#random() < 0.02) await this.#restart();
      // Read before the log: a commit during the last read is found by one more read.
      const wasWriting = isWriting();
      const found = await this.#readNext();
      if (found === 0 && isLast) return;
      isLast = !wasWriting && found === 0;
      await new Promise((resolve) => setTimeout(resolve, this.#random() * 6));
    }
  }

  /** Takes a new snapshot. Up to its cursor, the former objects plus the log must equal the snapshot. */
  async #restart(): Promise<void> {
    const former = this.#objects;
    const stretch = { from: this.#startedAt, to: this.#cursor, seen: this.#seen };
    await this.#takeSnapshot();
    for (const entry of await changesAfter(this.#database, stretch.to, 1_000_000)) {
      const item = entry.seq <= this.#cursor ? projectChange(this.#scope, entry) : null;
      if (item !== null) apply(former, item);
    }
    this.#differences.push(...differences(this.#objects, former));
    this.#stretches.push(stretch);
  }

  async #takeSnapshot(): Promise<void> {
    const read = (tx: Executor) => tx.query(sql`select id, standing, version from test_objects`, Row);
    const { cursor, value } = await readSnapshot(this.#database, read);
    this.#objects = seen(this.#scope, value);
    this.#cursor = cursor;
    this.#startedAt = cursor;
    this.#seen = [];
    this.#snapshots += 1;
  }

  /** One read; one in ten is discarded, as if the connection broke before the response was applied. */
  async #readNext(): Promise<number> {
    const read = await readChanges(this.#database, this.#cursor, 1 + Math.floor(this.#random() * 50));
    if (read.expired) throw new Error(`expected the log to reach back to ${this.#cursor}`);
    if (this.#random() < 0.1) {
      this.#resumes += 1;
      return 1;
    }
    for (const entry of read.entries) {
      const item = projectChange(this.#scope, entry);
      if (item === null) continue;
      this.#seen.push(item.seq);
      apply(this.#objects, item);
    }
    this.#cursor = read.entries.at(-1)?.seq ?? this.#cursor;
    return read.entries.length;
  }

  async report(owner: Database): Promise<ClientReport> {
    const rows = await owner.query(sql`select id, standing, version from test_objects`, Row);
    const log = await changesAfter(owner, 0, 1_000_000);
    const mine = log.filter((entry) => projectChange(this.#scope, entry) !== null).map(({ seq }) => seq);
    const stretches = [...this.#stretches, { from: this.#startedAt, to: this.#cursor, seen: this.#seen }];
    const counts = stretches.map((stretch) => countStretch(stretch, mine));
    return {
      scope: this.#name,
      differences: [...this.#differences, ...differences(seen(this.#scope, rows), this.#objects)],
      missed: counts.reduce((sum, { missed }) => sum + missed, 0),
      repeated: counts.reduce((sum, { repeated }) => sum + repeated, 0),
      resumes: this.#resumes,
      snapshots: this.#snapshots,
    };
  }
}

/** What a client saw between two snapshots. */
interface Stretch {
  from: number;
  to: number;
  seen: number[];
}

function countStretch({ from, to, seen }: Stretch, expected: number[]): { missed: number; repeated: number } {
  const distinct = new Set(seen);
  const missed = expected.filter((seq) => seq > from && seq <= to && !distinct.has(seq)).length;
  return { missed, repeated: seen.length - distinct.size };
}

const seen = (scope: Scope, rows: Row[]): Map<string, Row> =>
  new Map(rows.filter((row) => seesObject(scope, "case", row.standing)).map((row) => [row.id, row]));

function apply(objects: Map<string, Row>, item: ChangeItem): void {
  if (item.op === "gone") objects.delete(item.id);
  else objects.set(item.id, Row.parse(item.value));
}

function differences(truth: Map<string, Row>, former: Map<string, Row>): string[] {
  const ids = new Set([...truth.keys(), ...former.keys()]);
  return [...ids]
    .map((id) => ({ id, expected: JSON.stringify(truth.get(id)), got: JSON.stringify(former.get(id)) }))
    .filter(({ expected, got }) => expected !== got)
    .map(({ id, expected, got }) => `${id}: expected ${expected ?? "nothing"}, got ${got ?? "nothing"}`);
}
