// What a listener with TLS accepts, and how a renewed certificate reaches it. Real handshakes on this machine.
import { writeFileSync } from "node:fs";
import { type ConnectionOptions, connect, createServer, type Server, type TLSSocket } from "node:tls";
import { inspect } from "node:util";
import { TlsIdentity } from "@minqing/geodata/process/tls/tls-identity";
import { afterAll, describe, expect, test } from "vitest";
import { makeCa, putInPlace } from "../../../services/certificates.ts";

const ca = makeCa("ca");
const other = makeCa("other");
const place = ca.issue("served");
const told: string[] = [];
const tell = (_: object, text: string) => void told.push(text);
const log = { info: tell, warn: tell, error: tell };
const CHECK_EVERY_MS = 50;
/** A busy machine has less of it. */
const SOON = { timeout: 20_000 };
const identity = await TlsIdentity.open({ ...place, clientCaFile: null }, { log, checkEveryMs: CHECK_EVERY_MS });

const portOf = async (server: Server): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
};

/** Says hello, and whatever it is told. */
function greet(socket: TLSSocket): void {
  socket.on("error", () => undefined).pipe(socket);
  socket.write("hello");
}
const server = createServer(identity.options, greet);
identity.keepFresh(server);
const port = await portOf(server);
const servers = [server];
afterAll(() => {
  identity.close();
  for (const each of servers) each.close();
  ca.remove();
  other.remove();
});

/** Resolves when the server spoke: with TLS 1.3 a refusal comes after the client's own handshake. */
function open(options: ConnectionOptions, at = port): Promise<TLSSocket> {
  const socket = connect({ host: "127.0.0.1", port: at, ca: ca.cert, servername: "localhost", ...options });
  return new Promise((resolve, reject) => {
    socket.once("error", reject);
    socket.once("close", () => reject(new Error("closed without a word")));
    socket.once("data", () => resolve(socket));
  });
}

async function shown(options: ConnectionOptions = {}): Promise<string> {
  const socket = await open(options);
  const { fingerprint256 } = socket.getPeerCertificate();
  socket.destroy();
  return fingerprint256;
}

describe("what is spoken", () => {
  test.each(["TLSv1.2", "TLSv1.3"] as const)(
    "%s is, with an ephemeral key and an authenticated cipher",
    async (only) => {
      const socket = await open({ minVersion: only, maxVersion: only });
      expect(socket.getProtocol()).toBe(only);
      expect(socket.getCipher().name).toMatch(/GCM|CHACHA20/);
      expect(socket.getEphemeralKeyInfo()).not.toEqual({});
      socket.destroy();
    },
  );

  const OLD = { minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" } as const;
  const WEAK = { maxVersion: "TLSv1.2", ciphers: "ECDHE-ECDSA-AES128-SHA" } as const;

  test("TLS 1.1 is refused, and ciphers without authentication", async () => {
    await expect(open(OLD)).rejects.toThrow(/alert protocol version|unsupported protocol/);
    await expect(open(WEAK)).rejects.toThrow(/handshake failure/);
  });

  test("a server without our list takes both: the refusals are ours", async () => {
    const { cert, key } = place;
    const lax = createServer({ cert, key, minVersion: "TLSv1", ciphers: "ALL:@SECLEVEL=0" }, greet);
    servers.push(lax);
    const at = await portOf(lax);
    for (const each of [OLD, WEAK]) (await open(each, at)).destroy();
  });
});

describe("whom it is spoken with", () => {
  test("a client refuses a CA that it does not know, and another's name", async () => {
    await expect(open({ ca: other.cert })).rejects.toThrow(/unable to verify|self-signed/);
    await expect(open({ servername: "elsewhere.test" })).rejects.toThrow(/does not match certificate's altnames/);
  });

  test("where client certificates are demanded, none and a foreign one are refused", async () => {
    const demanding = await TlsIdentity.open({ ...place, clientCaFile: ca.certFile }, { log });
    const closed = createServer(demanding.options, greet);
    servers.push(closed);
    const at = await portOf(closed);
    await expect(open({}, at)).rejects.toThrow();
    const { cert, key } = other.issue("stranger");
    await expect(open({ cert, key }, at)).rejects.toThrow();
    const device = ca.issue("device");
    (await open({ cert: device.cert, key: device.key }, at)).destroy();
    demanding.close();
  });
});

describe("renewal", () => {
  test("a new certificate is shown within a look, and a connection that stands goes on", async () => {
    const standing = await open({});
    const before = await shown();
    putInPlace(ca.issue("renewed"), place);
    await expect.poll(() => shown(), SOON).not.toBe(before);
    expect(told).toContain("the TLS certificate was read again");
    const heard = new Promise((resolve) => standing.once("data", resolve));
    standing.write("still here");
    expect(String(await heard)).toBe("still here");
    standing.destroy();
  });

  test("SIGHUP has it read at once", async () => {
    const slow = await TlsIdentity.open({ ...place, clientCaFile: null }, { log });
    const heldBack = createServer(slow.options, greet);
    servers.push(heldBack);
    slow.keepFresh(heldBack);
    const at = await portOf(heldBack);
    const before = (await open({}, at)).getPeerCertificate().fingerprint256;
    putInPlace(ca.issue("by-signal"), place);
    expect((await open({}, at)).getPeerCertificate().fingerprint256).toBe(before);
    process.emit("SIGHUP");
    await expect.poll(async () => (await open({}, at)).getPeerCertificate().fingerprint256, SOON).not.toBe(before);
    slow.close();
  });

  test("a key that belongs to another certificate, or no certificate at all, leaves the former one in place", async () => {
    const before = await shown();
    told.length = 0;
    const fresh = ca.issue("half");
    writeFileSync(place.keyFile, fresh.key);
    await expect.poll(() => told, SOON).toContain("the renewed TLS certificate cannot be used; the former one goes on");
    expect(await shown()).toBe(before);
    writeFileSync(place.certFile, "no certificate");
    expect(await shown()).toBe(before);
    writeFileSync(place.certFile, fresh.cert);
    await expect.poll(() => shown(), SOON).not.toBe(before);
  });
});

test.each([
  [
    "no certificate",
    { certFile: "/nowhere/cert.pem" },
    /expected a certificate \(PEM\) in \/nowhere\/cert.pem, could not/,
  ],
  ["a key for a certificate", { certFile: place.keyFile }, /expected a certificate \(PEM\) in .*, got something else/],
  ["a certificate for a key", { keyFile: place.certFile }, /expected an unencrypted private key \(PEM\) in/],
  ["another's key", { keyFile: other.keyFile }, /expected in .* the key of the first certificate in .*, got another/],
  ["no client CA", { clientCaFile: "/nowhere/ca.pem" }, /expected certificates of a CA \(PEM\) in/],
])("a start with %s is refused, without a line of the file", async (_, wrong, message) => {
  const refused = await TlsIdentity.open({ ...place, clientCaFile: null, ...wrong }, { log }).catch((fault) => fault);
  expect(refused.message).toMatch(message);
  expect(inspect(refused)).not.toContain(place.key.split("\n")[1]);
});
