// The second factor: six digits of an authenticator app [RFC 6238], and recovery codes in case the phone is lost.
import { createHmac, randomBytes } from "node:crypto";
import {
  recoveryCodesLeft as countRecoveryCodesLeft,
  useRecoveryCode,
  useTotpStep,
} from "@minqing/geodata/access/account-queries";
import type { AccountRow } from "@minqing/geodata/access/queries";
import type { Executor } from "@minqing/geodata/database";
import { Secret, TOTP } from "otpauth";
import type { Logger } from "pino";
import { SealingKeys, type Secrets } from "../../sealing/sealing-keys.ts";

const PERIOD_S = 30;
const SECRET_BYTES = 20;
/** Accepted time steps before and after the present one: a phone's clock is seldom right. */
const WINDOW = 1;
const RECOVERY_CODES = 10;
const DIGITS = /^\d{6}$/;

const totpOf = (secret: string, username: string): TOTP =>
  new TOTP({ issuer: "民情地图", label: username, algorithm: "SHA1", digits: 6, period: PERIOD_S, secret });

export interface Enrolment {
  /** Base32, for typing in. */
  secret: string;
  /** `otpauth://…`, for a QR code. */
  uri: string;
  sealed: Uint8Array;
}

export class SecondFactor {
  /** Seal the secrets stored with the accounts. */
  readonly keys: SealingKeys;
  readonly #secrets: Secrets;
  readonly #now: () => Date;
  readonly #log: Logger;

  constructor(secrets: Secrets, now: () => Date, log: Logger) {
    this.keys = new SealingKeys(secrets);
    this.#secrets = secrets;
    this.#now = now;
    this.#log = log;
  }

  begin(username: string): Enrolment {
    const secret = new Secret({ size: SECRET_BYTES }).base32;
    return { secret, uri: totpOf(secret, username).toString(), sealed: this.keys.seal(username, secret) };
  }

  /** The time step that the code belongs to; null for a wrong code, and where no key opens the secret. */
  stepOf(username: string, sealed: Uint8Array | null, code: string): number | null {
    if (sealed === null || !DIGITS.test(code)) return null;
    const secret = this.#open(username, sealed);
    if (secret === null) return null;
    const timestamp = this.#now().getTime();
    const delta = totpOf(secret, username).validate({ token: code, timestamp, window: WINDOW });
    return delta === null ? null : Math.floor(timestamp / 1000 / PERIOD_S) + delta;
  }

  /** Accepts a code once: six digits of the app, or a recovery code. False for a wrong or used one. */
  async acceptCode(tx: Executor, account: AccountRow, code: string): Promise<boolean> {
    const step = this.stepOf(account.username, account.totpSecret, code);
    if (step !== null) return useTotpStep(tx, account.username, step);
    for (const hash of this.#recoveryHashes(account.username, code)) {
      if (await useRecoveryCode(tx, account.username, hash, this.#now())) return true;
    }
    return false;
  }

  /** The codes are shown once; the database stores their keyed hashes. */
  newRecoveryCodes(username: string): { codes: string[]; hashes: Uint8Array[] } {
    const codes = Array.from({ length: RECOVERY_CODES }, () => groupsOf(randomBytes(10).toString("hex")));
    return { codes, hashes: codes.map((code) => recoveryHash(this.#secrets.current, username, code)) };
  }

  recoveryCodesLeft(executor: Executor, username: string): Promise<number> {
    return countRecoveryCodesLeft(executor, username);
  }

  #open(username: string, sealed: Uint8Array): string | null {
    try {
      return this.keys.open(username, sealed);
    } catch (fault) {
      const name = fault instanceof Error ? fault.name : "unknown";
      this.#log.error(
        { username, fault: name },
        "a second factor cannot be opened: was SESSION_SECRET changed without SESSION_SECRET_PREVIOUS?",
      );
      return null;
    }
  }

  /** A hash cannot be made again with a new secret: codes hashed with a previous secret count while that secret is configured. */
  #recoveryHashes(username: string, code: string): Uint8Array[] {
    const { current, previous } = this.#secrets;
    return [current, ...previous].map((secret) => recoveryHash(secret, username, code));
  }
}

function recoveryHash(secret: string, username: string, code: string): Uint8Array {
  const plain = code.toLowerCase().replace(/[^0-9a-f]/g, "");
  return createHmac("sha256", secret).update(`recovery ${username} ${plain}`).digest();
}

/** 20 hexadecimal digits as 5 groups of 4. */
const groupsOf = (hex: string): string => hex.match(/.{4}/g)?.join("-") ?? hex;
