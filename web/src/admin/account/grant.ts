// Editing a scope (数据权限): regions that are given, regions inside them that are taken out again. Pure.
import type { CaseRange, Secrecy } from "@minqing/core/access/scope";
import { regionPrefix } from "@minqing/core/region/codes";

export interface Grant {
  regionCodes: readonly string[];
  exceptCodes: readonly string[];
}

/** On what an account or a service token works. */
export interface GrantForm extends Grant {
  departmentId: string | null;
  caseRange: CaseRange;
  clearance: Secrecy;
}

export type GrantState = "given" | "inside" | "excepted" | "outside";

const holds = (outer: string, inner: string): boolean => regionPrefix(inner).startsWith(regionPrefix(outer));

/** How a region stands: an exception counts more than anything given inside it. */
export function grantState({ regionCodes, exceptCodes }: Grant, code: string): GrantState {
  if (exceptCodes.some((except) => holds(except, code))) return "excepted";
  if (regionCodes.includes(code)) return "given";
  return regionCodes.some((given) => holds(given, code)) ? "inside" : "outside";
}

/** Gives a region; what it holds need not be given apart. */
export function giveRegion(grant: Grant, code: string): Grant {
  if (grantState(grant, code) !== "outside") return grant;
  return {
    regionCodes: [...grant.regionCodes.filter((given) => !holds(code, given)), code].sort(),
    exceptCodes: grant.exceptCodes,
  };
}

/** Takes a region out of a larger one that is given. */
export function exceptRegion(grant: Grant, code: string): Grant {
  if (grantState(grant, code) !== "inside") return grant;
  return {
    regionCodes: grant.regionCodes,
    exceptCodes: [...grant.exceptCodes.filter((except) => !holds(code, except)), code].sort(),
  };
}

/** Takes back what was given, or the exception; exceptions from nothing go with it. */
export function dropRegion({ regionCodes, exceptCodes }: Grant, code: string): Grant {
  const given = regionCodes.filter((each) => each !== code);
  const excepted = exceptCodes.filter((each) => each !== code && given.some((outer) => holds(outer, each)));
  return { regionCodes: given, exceptCodes: excepted };
}
