// Anchors outside the database: an append-only file, a URL, syslog.
import { createSocket } from "node:dgram";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseSettings } from "@minqing/core/settings/settings";
import { type Anchor, anchorFrom } from "@minqing/server/audit/anchor";
import { provideAuditKey } from "@minqing/server/audit/key";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newKey, signedExport } from "./chain-of.ts";

const { head } = signedExport(newKey(), 2);
const line = JSON.stringify(head);

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "minqing-anchor-"));
});
afterAll(() => rm(folder, { recursive: true }));

function anchorAt(text: string): Anchor {
  const anchor = anchorFrom(text);
  if (anchor === null) throw new Error(`expected an anchor at ${text}, got none`);
  return anchor;
}

test("a path and a file URL are one file, a line for each head", async () => {
  const path = join(folder, "heads");
  await anchorAt(path).write(head);
  await anchorAt(pathToFileURL(path).href).write(head);
  expect(await readFile(path, "utf8")).toBe(`${line}\n${line}\n`);
  await expect(anchorAt(join(folder, "absent", "heads")).write(head)).rejects.toThrow("ENOENT");
});

test("a URL gets the head as JSON; any answer but 2xx is a fault", async () => {
  const bodies: string[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const part of request) body += part;
    bodies.push(`${request.method} ${request.headers["content-type"]} ${body}`);
    response.writeHead(bodies.length === 1 ? 204 : 503).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const anchor = anchorAt(`http://127.0.0.1:${port}/heads`);
  await anchor.write(head);
  expect(bodies).toEqual([`POST application/json ${line}`]);
  await expect(anchor.write(head)).rejects.toThrow("expected a 2xx response from the anchor, got 503");
  await new Promise((resolve) => server.close(resolve));
  await expect(anchor.write(head)).rejects.toThrow();
});

test("an anchor that sends the head elsewhere is a fault, and elsewhere gets nothing", async () => {
  const asked: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url);
    response.writeHead(307, { location: "/elsewhere" }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await expect(anchorAt(`http://127.0.0.1:${port}/heads`).write(head)).rejects.toThrow();
  expect(asked).toEqual(["/heads"]);
  await new Promise((resolve) => server.close(resolve));
});

test("syslog gets one datagram as RFC 5424 says", async () => {
  const socket = createSocket("udp4");
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  const heard = new Promise<string>((resolve) => socket.once("message", (bytes) => resolve(bytes.toString())));
  await anchorAt(`syslog://127.0.0.1:${socket.address().port}`).write(head);
  expect(await heard).toMatch(/^<109>1 2026-03-01T09:00:00\.000Z \S+ minqing \d+ audit-head - \{"kind":"head"/);
  expect((await heard).slice(-line.length)).toBe(line);
  socket.close();
});

test("an anchor that is none is refused at the start", () => {
  expect(() => parseSettings({ AUDIT_ANCHOR: "ftp://elsewhere/heads" })).toThrow(
    "AUDIT_ANCHOR: expected a path or a file",
  );
  for (const AUDIT_ANCHOR of ["/mnt/heads", "file:///mnt/heads", "https://x/y", "syslog://log:514"]) {
    expect(parseSettings({ AUDIT_ANCHOR }).AUDIT_ANCHOR).toBe(AUDIT_ANCHOR);
  }
});

describe("the key", () => {
  test("of the demo is made once, for its owner only", async () => {
    const settings = { AUDIT_KEY_FILE: undefined, DATA_DIR: join(folder, "data"), DEMO: true };
    const first = await provideAuditKey(settings);
    const again = await provideAuditKey(settings);
    expect(first?.id).toMatch(/^[0-9a-f]{16}$/);
    expect(again?.id).toBe(first?.id);
    expect((await stat(join(folder, "data", "demo-audit-key.pem"))).mode & 0o777).toBe(0o600);
  });

  test("of production comes from its file, or there is none", async () => {
    const settings = { DATA_DIR: join(folder, "production"), DEMO: false };
    expect(await provideAuditKey({ ...settings, AUDIT_KEY_FILE: undefined })).toBeNull();
    const AUDIT_KEY_FILE = join(folder, "data", "demo-audit-key.pem");
    expect(await provideAuditKey({ ...settings, AUDIT_KEY_FILE })).not.toBeNull();
    await expect(provideAuditKey({ ...settings, AUDIT_KEY_FILE: join(folder, "heads") })).rejects.toThrow(
      /expected the audit key in AUDIT_KEY_FILE .*heads: expected an Ed25519 private key as PEM, got something else/,
    );
  });
});
