// Reads from the page's address why single sign-on came back without a session. The reason is shown once, then removed
// from the address.
import { SSO_FAILURE_PARAMETER, SsoFailure, type SsoProtocol, ssoStartPath } from "@minqing/core/access/single-sign-on";

type Place = Pick<Location, "pathname" | "search" | "hash">;

/** Key of the explanation; null when single sign-on did not fail. */
export function ssoFailure(search: string): `access.sso.${SsoFailure}` | null {
  const problem = SsoFailure.safeParse(new URLSearchParams(search).get(SSO_FAILURE_PARAMETER));
  return problem.success ? `access.sso.${problem.data}` : null;
}

export function withoutSsoFailure({ pathname, search, hash }: Place): string {
  const query = new URLSearchParams(search);
  query.delete(SSO_FAILURE_PARAMETER);
  return `${pathname}${query.size === 0 ? "" : `?${query}`}${hash}`;
}

/** The address that begins single sign-on; the browser comes back to this page with its query and hash. */
export const ssoStart = (place: Place, protocol: SsoProtocol): string =>
  `${ssoStartPath(protocol)}?to=${encodeURIComponent(withoutSsoFailure(place))}`;
