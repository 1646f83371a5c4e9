// Edits a scope (数据权限): granted regions, and regions inside them that are excepted. Pure.
import type { CaseRange, Secrecy } from "@minqing/core/access/scope";
import { regionPrefix } from "@minqing/core/region/codes";

export interface Grant {
  regionCodes: readonly string[];
  exceptCodes: readonly string[];
}

/** The data permissions of an account or a service token. */
export interface GrantForm extends Grant {
  departmentId: string | null;
  caseRange: CaseRange;
  clearance: Secrecy;
}

export type GrantState = "given" | "inside" | "excepted" | "outside";

const holds = (outer: string, inner: string): boolean => regionPrefix(inner).startsWith(regionPrefix(outer));

/** The state of a region in the grant. An exception takes precedence over a region that is granted inside it. */
export function grantState({ regionCodes, exceptCodes }: Grant, code: string): GrantState {
  if (exceptCodes.some((except) => holds(except, code))) return "excepted";
  if (regionCodes.includes(code)) return "given";
  return regionCodes.some((given) => holds(given, code)) ? "inside" : "outside";
}

/** Grants a region and removes grants of regions inside it. */
export function giveRegion(grant: Grant, code: string): Grant {
  if (grantState(grant, code) !== "outside") return grant;
  return {
    regionCodes: [...grant.regionCodes.filter((given) => !holds(code, given)), code].sort(),
    exceptCodes: grant.exceptCodes,
  };
}

/** Excepts a region that lies inside a granted one. */
export function exceptRegion(grant: Grant, code: string): Grant {
  if (grantState(grant, code) !== "inside") return grant;
  return {
    regionCodes: grant.regionCodes,
    exceptCodes: [...grant.exceptCodes.filter((except) => !holds(code, except)), code].sort(),
  };
}

/** Removes a grant or an exception, and exceptions that no longer lie inside a granted region. */
export function dropRegion({ regionCodes, exceptCodes }: Grant, code: string): Grant {
  const given = regionCodes.filter((each) => each !== code);
  const excepted = exceptCodes.filter((each) => each !== code && given.some((outer) => holds(outer, each)));
  return { regionCodes: given, exceptCodes: excepted };
}
