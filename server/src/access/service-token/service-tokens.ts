// Creates service tokens (服务令牌) and authenticates with them: the rights are fixed at creation, the expiry and the
// allowed addresses are checked with every request.
import { randomBytes } from "node:crypto";
import { SERVICE_TOKEN_PREFIX, serviceTokenState, tokenActor } from "@minqing/core/access/service-token";
import type { City } from "@minqing/core/city/city";
import {
  findServiceToken,
  recordTokenUse,
  type StoredServiceToken,
} from "@minqing/geodata/access/service-token-queries";
import type { Database } from "@minqing/geodata/database";
import type { Scopes } from "../scope/scopes.ts";
import { type AuthenticationFailure, type Session, sessionOf } from "../session/session.ts";
import { tokenHash } from "../token-hash.ts";
import { isAmong } from "./source-address.ts";

/** The time of the last use is written at most this often. */
const NOTE_EVERY_MS = 60_000;
const TOKEN_BYTES = 32;

interface Options {
  db: Database;
  secret: string;
  city: City;
  demo: boolean;
  now: () => Date;
  scopes: Scopes;
}

type TokenFailure = "token-ended" | "token-expired" | "token-foreign-address";

export class ServiceTokens {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  /** A new random token, and the hash that the database stores. */
  generate(): { token: string; hash: Uint8Array } {
    const token = `${SERVICE_TOKEN_PREFIX}${randomBytes(TOKEN_BYTES).toString("base64url")}`;
    return { token, hash: tokenHash(this.#options.secret, token) };
  }

  /** With `isUse` false the last use is not written. */
  async find(
    token: string,
    address: string | null,
    isUse: boolean,
  ): Promise<{ ok: true; session: Session } | AuthenticationFailure> {
    const { db, secret, city, demo, scopes } = this.#options;
    const now = this.#options.now();
    const hash = tokenHash(secret, token);
    const row = await findServiceToken(db, hash);
    if (row === null || row.awaitsApproval) return { ok: false, code: "not-signed-in", name: null };
    const name = tokenActor(row.name);
    const failure = failureOf(row, address, now);
    if (failure !== null) return { ok: false, code: failure, name };
    const isOld = row.lastUsedAt === null || now.getTime() - row.lastUsedAt.getTime() > NOTE_EVERY_MS;
    if (isUse && isOld) await recordTokenUse(db, row.id, { at: now, address });
    const owner = { ...row, username: name, displayName: row.purpose, demo, scopeSince: row.createdAt };
    const { expiresAt } = row;
    const opened = { kind: "service-token", tokenHash: hash, expiresAt, requiredStep: null, address } as const;
    return {
      ok: true,
      session: sessionOf(owner, city, await scopes.of({ ...row, reachCodes: [], username: name }), opened),
    };
  }
}

function failureOf(row: StoredServiceToken, address: string | null, now: Date): TokenFailure | null {
  const state = serviceTokenState(row, now);
  if (state === "ended" || (row.goneAt !== null && row.goneAt <= now)) return "token-ended";
  if (state === "expired") return "token-expired";
  return isAmong(row.addresses, address) ? null : "token-foreign-address";
}
