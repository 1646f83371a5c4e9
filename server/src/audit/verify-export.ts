// Verifies an exported audit trail offline: no database, only the file, the public keys and the heads of the anchor.
import { ExportLine, HeadLine } from "@minqing/core/audit/export-line";
import { ChainCheck, type Disagreement } from "./chain-check.ts";
import { type AuditVerifier, verifierFrom } from "./key.ts";

export interface ExportVerification {
  checked: number;
  signed: number;
  unproven: number;
  anchored: number;
  /** The last position of the file. */
  position: number;
}

export interface Evidence {
  /** Trusted public keys as PEM. Empty: the key named in the export itself is used, which proves little. */
  keys: readonly string[];
  /** Lines of the anchor. */
  anchor: readonly string[];
}

/** A mismatch as an error; its message is shown to the user. */
export class ExportMismatch extends Error {
  override readonly name = "ExportMismatch";
  readonly disagreement: Disagreement;

  constructor(disagreement: Disagreement) {
    const { position, auditId, expected, got } = disagreement;
    super(`position ${position}, audit row ${auditId ?? "unknown"}: expected ${expected}, got ${got}`);
    this.disagreement = disagreement;
  }
}

/** Throws an `ExportMismatch` for the first line that does not match. */
export async function verifyExport(
  lines: AsyncIterable<string> | Iterable<string>,
  evidence: Evidence,
): Promise<ExportVerification> {
  const walk = new ExportWalk(evidence);
  for await (const line of lines) if (line !== "") walk.take(line);
  return walk.end();
}

type Start = Extract<ExportLine, { kind: "start" }>;

class ExportWalk {
  readonly #evidence: Evidence;
  readonly #anchors = new Map<number, HeadLine[]>();
  #start: Start | null = null;
  #check: ChainCheck | null = null;
  #isEnded = false;
  #anchored = 0;

  constructor(evidence: Evidence) {
    this.#evidence = evidence;
    for (const text of evidence.anchor.filter((line) => line !== "")) {
      const head = HeadLine.parse(JSON.parse(text));
      this.#anchors.set(head.position, [...(this.#anchors.get(head.position) ?? []), head]);
    }
  }

  take(text: string): void {
    const line = this.#parsed(text);
    if (this.#check === null) {
      if (line.kind !== "start") throw this.#mismatch("a first line of kind start", line.kind);
      this.#begin(line);
      return;
    }
    if (this.#isEnded) throw this.#mismatch("nothing after the last line", `a line of kind ${line.kind}`);
    if (line.kind === "start") throw this.#mismatch("one line of kind start", "a second one");
    if (line.kind === "row") this.#throwIfAny(this.#check.row(line));
    if (line.kind === "row") this.#compareAnchor();
    if (line.kind === "head") this.#throwIfAny(this.#check.head(line));
    if (line.kind === "end") this.#end(this.#check, line);
  }

  end(): ExportVerification {
    const check = this.#check;
    if (check === null) throw this.#mismatch("an export", "an empty file");
    if (!this.#isEnded) throw this.#mismatch("a last line of kind end", "the end of the file: it was cut off");
    const { checked, signed, unproven, position } = check;
    return { checked, signed, unproven, position, anchored: this.#anchored };
  }

  #begin(line: Start): void {
    const { keys } = this.#evidence;
    const own = line.publicKey === null ? [] : [line.publicKey];
    const verifiers: AuditVerifier[] = (keys.length > 0 ? keys : own).map(verifierFrom);
    this.#start = line;
    this.#check = new ChainCheck({
      start: { position: line.position, hash: line.previousHash },
      verifiers,
      otherKeys: keys.length > 0 ? "refused" : "counted",
    });
    this.#compareAnchor();
  }

  #end(check: ChainCheck, { position, hash }: { position: number; hash: string }): void {
    if (position !== check.position) throw this.#mismatch(`rows up to position ${position}`, `${check.position}`);
    if (hash !== check.hash) throw this.#mismatch(`a last hash ${check.hash}`, hash);
    if (this.#evidence.keys.length > 0 && check.checked > 0 && check.signedPosition !== position) {
      // Anybody could have chained the rows after the last signature anew.
      throw this.#mismatch(
        `a signed head of position ${position}`,
        check.signedPosition === null ? "no signature" : `the last of position ${check.signedPosition}`,
      );
    }
    this.#isEnded = true;
    const { at, until } = this.#start ?? { at: "", until: null };
    const beyond = [...this.#anchors.values()].flat().find((head) => head.position > position && head.at <= at);
    if (beyond !== undefined && until === null) {
      throw this.#mismatch(`rows up to position ${beyond.position}, as anchored at ${beyond.at}`, `${position}`);
    }
  }

  /** Compares the anchored heads of the current position. */
  #compareAnchor(): void {
    for (const head of this.#anchors.get(this.#check?.position ?? -1) ?? []) {
      this.#throwIfAny(this.#check?.head(head) ?? null);
      this.#anchored += 1;
    }
  }

  #parsed(text: string): ExportLine {
    const parsed = ExportLine.safeParse(jsonOf(text));
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    throw this.#mismatch(`${issue?.path.join(".") || "a line"}: ${issue?.message}`, text.slice(0, MAX_SHOWN));
  }

  #throwIfAny(disagreement: Disagreement | null): void {
    if (disagreement !== null) throw new ExportMismatch(disagreement);
  }

  #mismatch(expected: string, got: string): ExportMismatch {
    return new ExportMismatch({ position: (this.#check?.position ?? 0) + 1, auditId: null, expected, got });
  }
}

const MAX_SHOWN = 200;

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON: the schema reports it.
    return null;
  }
}
