// What single sign-on left in the page's address: why it came back without a session. Said once, then gone from there.
import { SSO_REFUSAL_PARAMETER, type SsoProtocol, SsoRefusal, ssoStartPath } from "@minqing/core/access/single-sign-on";

type Place = Pick<Location, "pathname" | "search" | "hash">;

/** The text that explains it; null when there is nothing to explain. */
export function ssoRefusal(search: string): `access.sso.${SsoRefusal}` | null {
  const refusal = SsoRefusal.safeParse(new URLSearchParams(search).get(SSO_REFUSAL_PARAMETER));
  return refusal.success ? `access.sso.${refusal.data}` : null;
}

export function withoutSsoRefusal({ pathname, search, hash }: Place): string {
  const query = new URLSearchParams(search);
  query.delete(SSO_REFUSAL_PARAMETER);
  return `${pathname}${query.size === 0 ? "" : `?${query}`}${hash}`;
}

/** Begins single sign-on; the browser comes back to this page as it stands. */
export const ssoStart = (place: Place, protocol: SsoProtocol): string =>
  `${ssoStartPath(protocol)}?to=${encodeURIComponent(withoutSsoRefusal(place))}`;
