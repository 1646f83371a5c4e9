// What single sign-on left in the page's address: why it came back without a session. Said once, then gone from there.
import { SSO_FAILURE_PARAMETER, SsoFailure, type SsoProtocol, ssoStartPath } from "@minqing/core/access/single-sign-on";

type Place = Pick<Location, "pathname" | "search" | "hash">;

/** The text that explains it; null when there is nothing to explain. */
export function ssoFailure(search: string): `access.sso.${SsoFailure}` | null {
  const problem = SsoFailure.safeParse(new URLSearchParams(search).get(SSO_FAILURE_PARAMETER));
  return problem.success ? `access.sso.${problem.data}` : null;
}

export function withoutSsoFailure({ pathname, search, hash }: Place): string {
  const query = new URLSearchParams(search);
  query.delete(SSO_FAILURE_PARAMETER);
  return `${pathname}${query.size === 0 ? "" : `?${query}`}${hash}`;
}

/** Begins single sign-on; the browser comes back to this page as it stands. */
export const ssoStart = (place: Place, protocol: SsoProtocol): string =>
  `${ssoStartPath(protocol)}?to=${encodeURIComponent(withoutSsoFailure(place))}`;
