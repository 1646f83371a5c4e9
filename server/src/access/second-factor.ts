// The second factor: six digits of an authenticator app [RFC 6238], and recovery codes for who lost the phone.
import { createHmac, randomBytes } from "node:crypto";
import { recoveryCodesLeft, useRecoveryCode, useTotpStep } from "@minqing/geodata/access/account-queries";
import type { AccountRow } from "@minqing/geodata/access/queries";
import type { Executor } from "@minqing/geodata/database";
import { Secret, TOTP } from "otpauth";
import { openText, sealText } from "./sealed-text.ts";

const PERIOD_S = 30;
const SECRET_BYTES = 20;
/** Steps before and after: a phone's clock is seldom right. */
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
  readonly #secret: string;
  readonly #now: () => Date;

  constructor(secret: string, now: () => Date) {
    this.#secret = secret;
    this.#now = now;
  }

  begin(username: string): Enrolment {
    const secret = new Secret({ size: SECRET_BYTES }).base32;
    return { secret, uri: totpOf(secret, username).toString(), sealed: sealText(this.#secret, username, secret) };
  }

  /** The time step that the code belongs to; null for a wrong one. */
  stepOf(username: string, sealed: Uint8Array | null, code: string): number | null {
    if (sealed === null || !DIGITS.test(code)) return null;
    const secret = openText(this.#secret, username, sealed);
    const timestamp = this.#now().getTime();
    const delta = totpOf(secret, username).validate({ token: code, timestamp, window: WINDOW });
    return delta === null ? null : Math.floor(timestamp / 1000 / PERIOD_S) + delta;
  }

  /** Uses up a code: six digits of the app, or a recovery code. False for a wrong or used one. */
  async spend(tx: Executor, account: AccountRow, code: string): Promise<boolean> {
    const step = this.stepOf(account.username, account.totpSecret, code);
    if (step !== null) return useTotpStep(tx, account.username, step);
    return useRecoveryCode(tx, account.username, this.#recoveryHash(account.username, code), this.#now());
  }

  /** Shown once; the database holds their keyed hashes. */
  newRecoveryCodes(username: string): { codes: string[]; hashes: Uint8Array[] } {
    const codes = Array.from({ length: RECOVERY_CODES }, () => groupsOf(randomBytes(10).toString("hex")));
    return { codes, hashes: codes.map((code) => this.#recoveryHash(username, code)) };
  }

  left(executor: Executor, username: string): Promise<number> {
    return recoveryCodesLeft(executor, username);
  }

  #recoveryHash(username: string, code: string): Uint8Array {
    const plain = code.toLowerCase().replace(/[^0-9a-f]/g, "");
    return createHmac("sha256", this.#secret).update(`recovery ${username} ${plain}`).digest();
  }
}

/** 20 hexadecimal digits as 5 groups of 4. */
const groupsOf = (hex: string): string => hex.match(/.{4}/g)?.join("-") ?? hex;
