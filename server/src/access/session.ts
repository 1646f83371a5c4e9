// A signed-in person for the length of one request or socket: who acts, and the scope compiled once.
import { type Actor, type Role, SessionView } from "@minqing/core/access/account";
import { compileScope, scopeKey } from "@minqing/core/access/scope";
import type { City } from "@minqing/core/city/city";
import type { AccountRow } from "@minqing/geodata/access/queries";

export interface Session {
  actor: Actor;
  roles: readonly Role[];
  scopeKey: string;
  view: SessionView;
  /** Names the session to itself, never to others. */
  tokenHash: Uint8Array;
  expiresAt: Date;
}

export function sessionOf(account: AccountRow, city: City, token: { hash: Uint8Array; expiresAt: Date }): Session {
  const scope = compileScope(account.regionCodes, account.exceptCodes);
  const { username, displayName, roles, departmentId } = account;
  return {
    actor: { username, displayName, roles, departmentId, scope },
    roles,
    scopeKey: scopeKey(scope),
    view: SessionView.parse({
      username,
      displayName,
      roles,
      departmentId,
      scopeKey: scopeKey(scope),
      regions: account.regionCodes,
      city: { code: city.code, nameZh: city.nameZh, nameEn: city.nameEn },
      synthetic: account.demo,
      expiresAt: token.expiresAt.toISOString(),
    }),
    tokenHash: token.hash,
    expiresAt: token.expiresAt,
  };
}
