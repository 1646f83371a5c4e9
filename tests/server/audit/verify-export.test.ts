// Verification of an export without a database: a changed, removed, added or moved row is found and named.
import { execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { canonicalRow } from "@minqing/core/audit/canonical";
import type { ExportLine } from "@minqing/core/audit/export-line";
import type { AuditRow } from "@minqing/core/audit/row";
import { keyFrom, verifierFrom } from "@minqing/server/audit/key";
import { nextHash } from "@minqing/server/audit/sm3";
import { type Evidence, ExportMismatch, verifyExport } from "@minqing/server/audit/verify-export";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { auditRow, newKey, rowLines, signedExport, textOf, ZEROS } from "./chain-of.ts";

const key = newKey();
const trusted: Evidence = { keys: [key.publicPem], anchor: [] };
const { lines, head } = signedExport(key, 5);

const verify = (changed: readonly unknown[], evidence = trusted) => verifyExport(textOf(changed), evidence);

/** The changed line of the row at a position. */
const withRow = (position: number, change: (row: AuditRow) => unknown): unknown[] =>
  lines.map((line) =>
    line.kind === "row" && line.position === position ? { ...line, row: change({ ...line.row }) } : line,
  );

async function issueOf(changed: readonly unknown[], evidence = trusted) {
  const fault: unknown = await verify(changed, evidence).catch((thrown: unknown) => thrown);
  if (!(fault instanceof ExportMismatch)) throw new Error(`expected a disagreement, got ${JSON.stringify(fault)}`);
  return fault.disagreement;
}

test("the hash of a row is SM3 of the hash before and the row's text", () => {
  expect(canonicalRow(auditRow(1))).toBe(
    '{"action":"case.accept","actor":"desk","address":"10.0.0.7","at":"2026-02-02T02:40:00.001Z","count":1,"detail":' +
      '{"from":"reported","to":"accepted","version":1},"id":1,"objectId":"case-1","objectKind":"case","reason":null,' +
      '"result":"done","roles":["acceptor"]}',
  );
  // As `(head -c 32 /dev/zero; printf %s "$text") | openssl dgst -sm3` prints it.
  expect(nextHash(ZEROS, auditRow(1))).toBe("00180359ca2144241009bd299e0c0efce3991f8c4dd89e8f8f984d26f0b2f09b");
});

test("an untouched export agrees", async () => {
  expect(await verify(lines)).toEqual({ checked: 5, signed: 1, unproven: 0, anchored: 0, position: 5 });
});

describe("tampering is found and named", () => {
  const changes: Record<keyof AuditRow, unknown> = {
    id: 99,
    at: "2026-02-02T02:40:00.004Z",
    actor: null,
    roles: ["leader"],
    address: "10.0.0.8",
    action: "case.reject",
    objectKind: "alarm",
    objectId: "case-4",
    result: "refused",
    reason: "role-missing",
    count: 2,
    detail: { from: "reported", to: "accepted", version: 4 },
  };
  test.each(Object.entries(changes))("%s of one row", async (name, value) => {
    const issue = await issueOf(withRow(3, (row) => ({ ...row, [name]: value })));
    expect(issue).toMatchObject({ position: 3, auditId: name === "id" ? 99 : 3 });
    expect(issue.expected).toBe(`hash ${lines[3]?.kind === "row" ? lines[3].hash : ""}`);
    expect(issue.got).toMatch(/^hash [0-9a-f]{64}$/);
    expect(issue.got.slice(5)).not.toBe(issue.expected.slice(5));
  });

  test("a row that was taken out, a row that was put in, two rows that changed places", async () => {
    const at = (position: number) => lines.findIndex((line) => line.kind === "row" && line.position === position);
    expect(await issueOf(lines.toSpliced(at(3), 1))).toMatchObject({
      position: 3,
      auditId: 4,
      expected: "position 3",
      got: "position 4",
    });
    const renumbered = lines
      .toSpliced(at(3), 1)
      .map((line) => (line.kind === "row" && line.position > 3 ? { ...line, position: line.position - 1 } : line));
    expect(await issueOf(renumbered)).toMatchObject({ position: 3, auditId: 4 });
    const added = lines.toSpliced(at(3), 0, { ...(lines[at(3)] as ExportLine) });
    expect(await issueOf(added)).toMatchObject({ position: 4, auditId: 3 });
    const [third, fourth] = [lines[at(3)], lines[at(4)]];
    expect(await issueOf(lines.with(at(3), fourth as ExportLine).with(at(4), third as ExportLine))).toMatchObject({
      position: 3,
      auditId: 4,
    });
  });

  test("any digit or letter of any line", async () => {
    const texts = textOf(lines);
    // Skipped: the end of the first line, which is not signed (time, period, and a public key that is not the trusted one).
    const unproven = (texts[0] ?? "").indexOf('"publicKey"');
    for (const [number, text] of texts.entries()) {
      for (const [place, letter] of [...text].entries()) {
        if (!/[0-9a-zA-Z]/.test(letter) || (number === 0 && place > unproven)) continue;
        const other = `${text.slice(0, place)}${letter === "x" ? "y" : "x"}${text.slice(place + 1)}`;
        const fault: unknown = await verifyExport(texts.with(number, other), trusted).catch(
          (thrown: unknown) => thrown,
        );
        if (!(fault instanceof ExportMismatch))
          throw new Error(`line ${number}, place ${place}: ${other} is not found`);
      }
    }
  });

  test("a member that no row has", async () => {
    expect(await issueOf(withRow(2, (row) => ({ ...row, note: "x" })))).toMatchObject({ position: 2 });
  });

  test("a chain that was made anew and signed with another key", async () => {
    const { lines: forged } = signedExport(newKey(), 5);
    expect(await issueOf(forged)).toMatchObject({ position: 5, expected: `a head signed by key ${key.id}` });
    // Without a trusted key the export is checked with its own key only.
    expect(await verify(forged, { keys: [], anchor: [] })).toMatchObject({ checked: 5 });
  });

  test("a chain that was made anew under the old signature", async () => {
    const rows = rowLines([1, 2, 3, 4, 5].map((id) => ({ ...auditRow(id), actor: "nobody" })));
    const end: ExportLine = { kind: "end", position: 5, hash: rows.at(-1)?.hash ?? "" };
    const forged = [lines[0], ...rows, head, end];
    expect(await issueOf(forged)).toMatchObject({ position: 5, expected: `hash ${head.hash} of the head` });
    const adjusted = [lines[0], ...rows, { ...head, hash: end.hash }, end];
    expect(await issueOf(adjusted)).toMatchObject({ position: 5, got: "a wrong one" });
  });

  test("rows behind the last signature", async () => {
    const unsigned = lines.filter(({ kind }) => kind !== "head");
    expect(await issueOf(unsigned)).toMatchObject({ expected: "a signed head of position 5", got: "no signature" });
    expect(await verify(unsigned, { keys: [], anchor: [] })).toMatchObject({ checked: 5, signed: 0 });
  });

  test("an end that is missing, and an end before the anchor's", async () => {
    expect(await issueOf(lines.slice(0, -1))).toMatchObject({ got: "the end of the file: it was cut off" });
    const end: ExportLine = { kind: "end", position: 5, hash: ZEROS };
    expect(await issueOf([...lines.slice(0, -1), end])).toMatchObject({
      expected: `a last hash ${head.hash}`,
      got: ZEROS,
    });
    const shorter = signedExport(key, 4).lines;
    const anchor = textOf([head]);
    expect(await issueOf(shorter, { ...trusted, anchor })).toMatchObject({ got: "4" });
    expect(await verify(lines, { ...trusted, anchor })).toMatchObject({ anchored: 1 });
    const other = rowLines([1, 2, 3, 4, 5].map((id) => ({ ...auditRow(id), count: 2 }))).at(-1)?.hash ?? "";
    const elsewhere = textOf([{ kind: "head", ...key.sign({ position: 5, hash: other, at: head.at }) }]);
    expect(await issueOf(lines, { ...trusted, anchor: elsewhere })).toMatchObject({ position: 5, auditId: 5 });
  });

  test("what is no export at all", async () => {
    expect(await issueOf([])).toMatchObject({ got: "an empty file" });
    expect(await issueOf(lines.slice(1))).toMatchObject({ expected: "a first line of kind start" });
  });
});

describe("the command", () => {
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "minqing-audit-"));
    await writeFile(join(folder, "key.pem"), key.publicPem);
    await writeFile(join(folder, "anchor"), `${JSON.stringify(head)}\n`);
  });
  afterAll(() => rm(folder, { recursive: true }));

  const main = fileURLToPath(new URL("../../../server/src/audit/main.ts", import.meta.url));
  async function run(changed: readonly unknown[]): Promise<{ status: number; text: string }> {
    const file = join(folder, "export.ndjson");
    await writeFile(file, `${textOf(changed).join("\n")}\n`);
    const options = ["--key", join(folder, "key.pem"), "--anchor", join(folder, "anchor")];
    try {
      const text = execFileSync(process.execPath, [main, "verify", file, ...options], {
        encoding: "utf8",
        stdio: "pipe",
      });
      return { status: 0, text };
    } catch (fault) {
      const { status, stderr } = fault as { status: number; stderr: string };
      return { status, text: stderr };
    }
  }

  test("says what agrees, and with one line the first row that does not", async () => {
    expect(await run(lines)).toMatchObject({
      status: 0,
      text: expect.stringContaining("5 rows agree, up to position 5"),
    });
    const { status, text } = await run(withRow(2, (row) => ({ ...row, actor: "someone" })));
    expect(status).toBe(1);
    expect(text).toMatch(/^audit: position 2, audit row 2: expected hash [0-9a-f]{64}, got hash [0-9a-f]{64}\n$/);
  });
});

test("a key is Ed25519 as PEM, or it is refused without being shown", () => {
  expect(() => keyFrom("not a key")).toThrow("expected an Ed25519 private key as PEM, got something else");
  expect(() => verifierFrom("-----BEGIN")).toThrow("expected an Ed25519 public key as PEM");
});
