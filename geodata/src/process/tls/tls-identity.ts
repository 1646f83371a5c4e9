// The certificate and key of this process's listeners. New connections get files that were renewed on disk within a
// minute, or at once on SIGHUP; open connections are not affected. Used by the HTTP server and the embedded broker.
import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { createSecureContext, type Server, type TlsOptions } from "node:tls";
import { TLS_POLICY } from "@minqing/core/settings/tls-policy";
import type { ListenerFiles } from "@minqing/core/settings/transport";

/** The part of a logger that is used here. */
interface Log {
  info(what: object, text: string): void;
  warn(what: object, text: string): void;
  error(what: object, text: string): void;
}

export interface TlsIdentityOptions {
  log: Log;
  /** Interval between checks of the files. */
  checkEveryMs?: number;
}

type Served = Pick<TlsOptions, "cert" | "key" | "ca">;

const CHECK_EVERY_MS = 60_000;
/** A renewal is late then: Let's Encrypt recommends 30 days before the end. */
const WARN_BEFORE_MS = 14 * 86_400_000;
/** Time after which a client without a finished handshake is disconnected. */
const HANDSHAKE_MS = 10_000;

export class TlsIdentity {
  readonly #files: ListenerFiles;
  readonly #log: Log;
  readonly #servers = new Set<Server>();
  readonly #onHangUp = () => void this.#renew("SIGHUP");
  readonly #timer: NodeJS.Timeout;
  #served: Served;
  #stamp: string;

  /** Throws if a file cannot be read or the key belongs to another certificate. */
  static async open(files: ListenerFiles, options: TlsIdentityOptions): Promise<TlsIdentity> {
    const stamp = await stampOf(files);
    return new TlsIdentity(files, options, stamp, await load(files, options.log));
  }

  private constructor(files: ListenerFiles, options: TlsIdentityOptions, stamp: string, served: Served) {
    this.#files = files;
    this.#log = options.log;
    this.#stamp = stamp;
    this.#served = served;
    this.#timer = setInterval(() => void this.#check(), options.checkEveryMs ?? CHECK_EVERY_MS).unref();
    process.on("SIGHUP", this.#onHangUp);
  }

  /** For `createServer` of tls or https. */
  get options(): TlsOptions {
    const clientCertificate = this.#served.ca === undefined ? {} : { requestCert: true, rejectUnauthorized: true };
    return {
      ...TLS_POLICY,
      honorCipherOrder: true,
      handshakeTimeout: HANDSHAKE_MS,
      ...this.#served,
      ...clientCertificate,
    };
  }

  /** From now on the server shows renewed certificates. */
  attach(server: Server): void {
    this.#servers.add(server);
    server.once("close", () => this.#servers.delete(server));
  }

  close(): void {
    clearInterval(this.#timer);
    process.off("SIGHUP", this.#onHangUp);
    this.#servers.clear();
  }

  async #check(): Promise<void> {
    if ((await stampOf(this.#files)) !== this.#stamp) await this.#renew("the files changed");
  }

  /** Key and certificate are two files: while only one is renewed, the former pair stays in use. */
  async #renew(why: string): Promise<void> {
    try {
      this.#stamp = await stampOf(this.#files);
      this.#served = await load(this.#files, this.#log);
      for (const server of this.#servers) server.setSecureContext({ ...this.options });
      this.#log.info({ why, certFile: this.#files.certFile }, "the TLS certificate was read again");
    } catch (err) {
      this.#log.error({ err, why }, "the renewed TLS certificate cannot be used; the former one goes on");
    }
  }
}

const paths = ({ certFile, keyFile, clientCaFile }: ListenerFiles): string[] => [
  certFile,
  keyFile,
  ...(clientCaFile === null ? [] : [clientCaFile]),
];

async function stampOf(files: ListenerFiles): Promise<string> {
  const stampOfOne = (path: string) =>
    stat(path).then(
      ({ mtimeMs }) => mtimeMs,
      () => "absent",
    );
  return (await Promise.all(paths(files).map(stampOfOne))).join(" ");
}

async function load({ certFile, keyFile, clientCaFile }: ListenerFiles, log: Log): Promise<Served> {
  const [cert, key] = await Promise.all([readPem(certFile, "a certificate"), readPem(keyFile, "a key")]);
  const leaf = certificateOf(cert, certFile);
  if (!leaf.checkPrivateKey(keyOf(key, keyFile))) {
    throw new Error(`expected in ${keyFile} the key of the first certificate in ${certFile}, got another`);
  }
  const ca = clientCaFile === null ? {} : { ca: await readPem(clientCaFile, "certificates of a CA") };
  createSecureContext({ ...TLS_POLICY, cert, key, ...ca });
  const endsMs = Date.parse(leaf.validTo);
  if (endsMs - Date.now() < WARN_BEFORE_MS)
    log.warn({ certFile, until: leaf.validTo }, "the TLS certificate ends soon");
  return { cert, key, ...ca };
}

async function readPem(path: string, what: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    throw new Error(`expected ${what} (PEM) in ${path}, could not read it`, { cause });
  }
}

function certificateOf(pem: string, path: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch (cause) {
    throw new Error(`expected a certificate (PEM) in ${path}, got something else`, { cause });
  }
}

/** Without the cause: it may quote the text of the key. */
function keyOf(pem: string, path: string): ReturnType<typeof createPrivateKey> {
  try {
    return createPrivateKey(pem);
  } catch {
    throw new Error(`expected an unencrypted private key (PEM) in ${path}, got something else`);
  }
}
