// Checks the chain of the audit trail link by link and returns the first mismatch: a row that was changed, removed, added or
// moved, or a head that does not match. Used for the database and for an export.
import type { HeadLine } from "@minqing/core/audit/export-line";
import type { AuditRow } from "@minqing/core/audit/row";
import type { AuditVerifier } from "./key.ts";
import { nextHash } from "./sm3.ts";

export interface Disagreement {
  position: number;
  auditId: number | null;
  expected: string;
  got: string;
}

type Head = Omit<HeadLine, "kind">;

interface Options {
  /** The link before the first row. */
  start: { position: number; hash: string };
  verifiers: readonly AuditVerifier[];
  /** Whether a head without a signature or with another key is only counted, or a mismatch. */
  otherKeys: "counted" | "refused";
}

export class ChainCheck {
  readonly #options: Options;
  #last: { position: number; hash: string };
  #lastId: number | null = null;
  /** Rows with the right hash. */
  checked = 0;
  /** Heads with a valid signature. */
  signed = 0;
  /** Position of the last validly signed head. */
  signedPosition: number | null = null;
  /** Heads without a signature of a known key. */
  unproven = 0;

  constructor(options: Options) {
    this.#options = options;
    this.#last = options.start;
  }

  get position(): number {
    return this.#last.position;
  }

  get hash(): string {
    return this.#last.hash;
  }

  /** Checks the next link; `row` is null where its row is missing. */
  row({ position, hash, row }: { position: number; hash: string; row: AuditRow | null }): Disagreement | null {
    const due = this.#last.position + 1;
    const at = { position: due, auditId: row?.id ?? null };
    if (position !== due) return { ...at, expected: `position ${due}`, got: `position ${position}` };
    if (row === null) return { ...at, expected: `a row of hash ${hash}`, got: "no row" };
    const got = nextHash(this.#last.hash, row);
    if (got !== hash) return { ...at, expected: `hash ${hash}`, got: `hash ${got}` };
    this.#last = { position, hash };
    this.#lastId = row.id;
    this.checked += 1;
    return null;
  }

  /** Checks a head at the current position. */
  head(head: Head): Disagreement | null {
    const { position, hash } = this.#last;
    const at = { position: head.position, auditId: this.#lastId };
    if (head.position !== position) {
      return { ...at, expected: `a head of position ${position}`, got: `one of position ${head.position}` };
    }
    if (head.hash !== hash) return { ...at, expected: `hash ${head.hash} of the head`, got: `hash ${hash}` };
    const { verifiers, otherKeys } = this.#options;
    const verifier = verifiers.find(({ id }) => id === head.keyId);
    if (verifier === undefined) {
      this.unproven += 1;
      if (otherKeys === "counted") return null;
      const expected = `a head signed by key ${verifiers.map(({ id }) => id).join(" or ")}`;
      return { ...at, expected, got: head.keyId === null ? "no signature" : `one by key ${head.keyId}` };
    }
    if (!verifier.isSigned(head)) return { ...at, expected: `a signature of key ${verifier.id}`, got: "a wrong one" };
    this.signed += 1;
    this.signedPosition = position;
    return null;
  }
}
