// Makes certificates for tests with the machine's openssl, so that nothing in the repository expires.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Certificate {
  certFile: string;
  keyFile: string;
  /** PEM. */
  cert: string;
  key: string;
}

export interface TestCa extends Certificate {
  /** A certificate of this CA for 127.0.0.1 and localhost, or for `names`. */
  issue(name: string, names?: string): Certificate;
  remove(): void;
}

const KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];

export function makeCa(name: string): TestCa {
  const folder = mkdtempSync(join(tmpdir(), "minqing-ca-"));
  const make = (file: string, args: string[]): Certificate => {
    const [certFile, keyFile] = [join(folder, `${file}.pem`), join(folder, `${file}.key`)];
    const subject = ["-subj", `/CN=${file}`, "-days", "30"];
    execFileSync("openssl", ["req", "-x509", ...KEY, ...subject, "-keyout", keyFile, "-out", certFile, ...args], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    return { certFile, keyFile, cert: readFileSync(certFile, "utf8"), key: readFileSync(keyFile, "utf8") };
  };
  const ca = make(name, ["-addext", "keyUsage=critical,keyCertSign"]);
  return {
    ...ca,
    issue: (leaf, names = "DNS:localhost,IP:127.0.0.1") =>
      make(leaf, [
        "-CA",
        ca.certFile,
        "-CAkey",
        ca.keyFile,
        "-addext",
        `subjectAltName=${names}`,
        "-addext",
        "basicConstraints=critical,CA:FALSE",
      ]),
    remove: () => rmSync(folder, { recursive: true }),
  };
}

/** Replaces the files of a certificate like certbot: first the key, then the certificate. */
export function putInPlace(fresh: Certificate, place: Certificate): void {
  renameSync(fresh.keyFile, place.keyFile);
  renameSync(fresh.certFile, place.certFile);
}
