// What a listener with TLS accepts, and how it gets a renewed certificate. Real handshakes on this machine.
import { writeFileSync } from "node:fs";
import { type ConnectionOptions, connect, createServer, type Server, type TLSSocket } from "node:tls";
import { inspect } from "node:util";
import { TlsIdentity } from "@minqing/geodata/process/tls/tls-identity";
import { afterAll, describe, expect, test } from "vitest";
import { makeCa, putInPlace } from "../../../services/certificates.ts";

const ca = makeCa("ca");
const other = makeCa("other");
const place = ca.issue("served");
const messages: string[] = [];
const record = (_: object, text: string) => void messages.push(text);
const log = { info: record, warn: record, error: record };
const CHECK_EVERY_MS = 50;
/** Long enough for a busy machine. */
const SOON = { timeout: 20_000 };
const identity = await TlsIdentity.open({ ...place, clientCaFile: null }, { log, checkEveryMs: CHECK_EVERY_MS });

const portOf = async (server: Server): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
};

/** Sends hello, then echoes. */
function greet(socket: TLSSocket): void {
  socket.on("error", () => undefined).pipe(socket);
  socket.write("hello");
}
const server = createServer(identity.options, greet);
identity.attach(server);
const port = await portOf(server);
const servers = [server];
afterAll(() => {
  identity.close();
  for (const each of servers) each.close();
  ca.remove();
  other.remove();
});

/** Resolves at the first data: with TLS 1.3 the server's rejection comes after the client's own handshake. */
function open(options: ConnectionOptions, at = port): Promise<TLSSocket> {
  const socket = connect({ host: "127.0.0.1", port: at, ca: ca.cert, servername: "localhost", ...options });
  return new Promise((resolve, reject) => {
    socket.once("error", reject);
    socket.once("close", () => reject(new Error("closed without data")));
    socket.once("data", () => resolve(socket));
  });
}

async function shown(options: ConnectionOptions = {}): Promise<string> {
  const socket = await open(options);
  const { fingerprint256 } = socket.getPeerCertificate();
  socket.destroy();
  return fingerprint256;
}

describe("versions and ciphers", () => {
  test.each(["TLSv1.2", "TLSv1.3"] as const)(
    "%s is accepted, with an ephemeral key and an authenticated cipher",
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

  test("TLS 1.1 and ciphers without authentication are rejected", async () => {
    await expect(open(OLD)).rejects.toThrow(/alert protocol version|unsupported protocol/);
    await expect(open(WEAK)).rejects.toThrow(/handshake failure/);
  });

  test("a server without our list accepts both: our list rejects them", async () => {
    const { cert, key } = place;
    const lax = createServer({ cert, key, minVersion: "TLSv1", ciphers: "ALL:@SECLEVEL=0" }, greet);
    servers.push(lax);
    const at = await portOf(lax);
    for (const each of [OLD, WEAK]) (await open(each, at)).destroy();
  });
});

describe("peers", () => {
  test("a client rejects an unknown CA, and another name", async () => {
    await expect(open({ ca: other.cert })).rejects.toThrow(/unable to verify|self-signed/);
    await expect(open({ servername: "elsewhere.test" })).rejects.toThrow(/does not match certificate's altnames/);
  });

  test("if client certificates are required, none and a foreign one are rejected", async () => {
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
  test("a new certificate is shown after a check, and an open connection stays", async () => {
    const standing = await open({});
    const before = await shown();
    putInPlace(ca.issue("renewed"), place);
    await expect.poll(() => shown(), SOON).not.toBe(before);
    expect(messages).toContain("the TLS certificate was read again");
    const echoed = new Promise((resolve) => standing.once("data", resolve));
    standing.write("still here");
    expect(String(await echoed)).toBe("still here");
    standing.destroy();
  });

  test("SIGHUP reads it at once", async () => {
    const slow = await TlsIdentity.open({ ...place, clientCaFile: null }, { log });
    const heldBack = createServer(slow.options, greet);
    servers.push(heldBack);
    slow.attach(heldBack);
    const at = await portOf(heldBack);
    const before = (await open({}, at)).getPeerCertificate().fingerprint256;
    putInPlace(ca.issue("by-signal"), place);
    expect((await open({}, at)).getPeerCertificate().fingerprint256).toBe(before);
    process.emit("SIGHUP");
    await expect.poll(async () => (await open({}, at)).getPeerCertificate().fingerprint256, SOON).not.toBe(before);
    slow.close();
  });

  test("with a key of another certificate, or an invalid certificate, the former one stays in use", async () => {
    const before = await shown();
    messages.length = 0;
    const fresh = ca.issue("half");
    writeFileSync(place.keyFile, fresh.key);
    await expect
      .poll(() => messages, SOON)
      .toContain("the renewed TLS certificate cannot be used; the former one goes on");
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
])("a start with %s fails, without a line of the file in the error", async (_, wrong, message) => {
  const fault = await TlsIdentity.open({ ...place, clientCaFile: null, ...wrong }, { log }).catch((thrown) => thrown);
  expect(fault.message).toMatch(message);
  expect(inspect(fault)).not.toContain(place.key.split("\n")[1]);
});
