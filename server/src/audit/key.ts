// The key that signs the heads of the chain. It is stored in a file, never in the database: who can rewrite the database
// cannot sign the result. The demo creates its own key.
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { canonicalHead } from "@minqing/core/audit/canonical";
import type { HeadLine } from "@minqing/core/audit/export-line";
import type { Settings } from "@minqing/core/settings/settings";

type Head = Omit<HeadLine, "kind">;
type UnsignedHead = Pick<Head, "position" | "hash" | "at">;

export interface AuditVerifier {
  id: string;
  /** SPKI. */
  publicPem: string;
  isSigned(head: Head): boolean;
}

export interface AuditKey extends AuditVerifier {
  sign(head: UnsignedHead): Head;
}

const ID_CHARACTERS = 16;

/** The first half of the SM3 of the public key's DER. */
const idOf = (key: KeyObject): string =>
  createHash("sm3")
    .update(key.export({ type: "spki", format: "der" }))
    .digest("hex")
    .slice(0, ID_CHARACTERS);

/** From a public key as PEM. Throws for any other text. */
export function verifierFrom(pem: string): AuditVerifier {
  const key = ed25519(createPublicKey, pem, "public");
  const id = idOf(key);
  return {
    id,
    publicPem: key.export({ type: "spki", format: "pem" }).toString(),
    isSigned: ({ signature, keyId, ...head }) => {
      if (keyId !== id || signature === null) return false;
      const bytes = Buffer.from(signature, "base64");
      // Several Base64 texts decode to the same bytes: only the written one is accepted.
      return bytes.toString("base64") === signature && verify(null, Buffer.from(canonicalHead(head)), key, bytes);
    },
  };
}

/** From a private key as PEM (PKCS#8). Throws for any other text; the text itself is never shown. */
export function keyFrom(pem: string): AuditKey {
  const key = ed25519(createPrivateKey, pem, "private");
  const verifier = verifierFrom(createPublicKey(key).export({ type: "spki", format: "pem" }).toString());
  return {
    ...verifier,
    sign: ({ position, hash, at }) => {
      const signature = sign(null, Buffer.from(canonicalHead({ position, hash, at })), key).toString("base64");
      return { position, hash, at, keyId: verifier.id, signature };
    },
  };
}

function ed25519(read: (pem: string) => KeyObject, pem: string, kind: string): KeyObject {
  const expected = `expected an Ed25519 ${kind} key as PEM`;
  let key: KeyObject;
  try {
    key = read(pem);
  } catch (cause) {
    throw new Error(`${expected}, got something else`, { cause });
  }
  if (key.asymmetricKeyType !== "ed25519") throw new Error(`${expected}, got ${key.asymmetricKeyType}`);
  return key;
}

type KeySettings = Pick<Settings, "AUDIT_KEY_FILE" | "DATA_DIR" | "DEMO">;

/** Null where production configures no key: the heads are then unsigned. */
export async function provideAuditKey({ AUDIT_KEY_FILE: file, DATA_DIR, DEMO }: KeySettings): Promise<AuditKey | null> {
  if (file === undefined) return DEMO ? demoKey(DATA_DIR) : null;
  try {
    return keyFrom(await readFile(file, "utf8"));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`expected the audit key in AUDIT_KEY_FILE ${file}: ${why}`, { cause });
  }
}

export const demoKeyFile = (dataDir: string): string => join(dataDir, "demo-audit-key.pem");

async function demoKey(dataDir: string): Promise<AuditKey> {
  const path = demoKeyFile(dataDir);
  const { privateKey } = generateKeyPairSync("ed25519");
  await mkdir(dataDir, { recursive: true });
  // Only the first start creates the file.
  await writeFile(path, privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600, flag: "wx" }).catch(
    (fault: NodeJS.ErrnoException) => {
      if (fault.code !== "EEXIST") throw fault;
    },
  );
  return keyFrom(await readFile(path, "utf8"));
}
