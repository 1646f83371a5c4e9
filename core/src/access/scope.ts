// Scope (数据权限): what a person sees. Regions are compiled once per session to code prefixes; the scope also holds the
// reaches of a river chief (河段), the range of cases (案件范围) and the highest grade of confidentiality. SQL, live frames
// and the change log all use this form.
import { z } from "zod";
import { regionPrefix } from "../region/codes.ts";

const Prefix = z.string().regex(/^\d{4}(\d{2}(\d{3}){0,3})?$/, "expected a code prefix of 4, 6, 9, 12 or 15 digits");

/** How confidential a case is (知悉范围): 0 general 一般, 1 internal 内部, 2 restricted 敏感. State secrets do not belong here. */
export const Secrecy = z.union([z.literal(0), z.literal(1), z.literal(2)]);
export type Secrecy = z.infer<typeof Secrecy>;

/**
 * Cases that are seen: all of the regions (辖区), those of the own unit and the units below (本部门及下级), own reports (仅本人).
 */
export const CaseRange = z.enum(["region", "department", "own"]);
export type CaseRange = z.infer<typeof CaseRange>;

export const Scope = z
  .object({
    prefixes: z.array(Prefix),
    except: z.array(Prefix),
    /** Objects on these reaches are seen, whichever region they are counted in. */
    reaches: z.array(z.string()),
    caseRange: CaseRange,
    /** Units whose cases are seen in every region. */
    departments: z.array(z.string()),
    /** The account whose own reports are seen; null if the range includes them anyway. */
    own: z.string().nullable(),
    secrecy: Secrecy,
  })
  .brand("Scope");
export type Scope = z.infer<typeof Scope>;

/** What an account is granted in addition to its regions. */
export type Grants = Pick<Scope, "reaches" | "caseRange" | "departments" | "own" | "secrecy">;

const NO_GRANTS: Grants = { reaches: [], caseRange: "region", departments: [], own: null, secrecy: 0 };

const shortestOnly = (prefixes: readonly string[]): string[] => {
  const shortest: string[] = [];
  for (const prefix of [...new Set(prefixes)].sort()) {
    const last = shortest.at(-1);
    if (last === undefined || !prefix.startsWith(last)) shortest.push(prefix);
  }
  return shortest;
};

const sortedOnce = (texts: readonly string[]): string[] => [...new Set(texts)].sort();

/** Compiles to canonical form: sorted, no duplicates, no prefix inside another, no grant without effect. */
export function compileScope(
  regions: readonly string[],
  except: readonly string[] = [],
  grants: Partial<Grants> = {},
): Scope {
  const { reaches, caseRange, departments, own, secrecy } = { ...NO_GRANTS, ...grants };
  return Scope.parse({
    prefixes: shortestOnly(regions.map(regionPrefix)),
    except: shortestOnly(except.map(regionPrefix)),
    reaches: sortedOnce(reaches),
    caseRange,
    departments: caseRange === "own" ? [] : sortedOnce(departments),
    // The range `region` includes own reports. Without the name all such accounts share one scope, one room and one
    // frame.
    own: caseRange === "region" ? null : own,
    secrecy,
  });
}

/** A region that is run by another region than the one its code belongs to (管理归属 ≠ 统计归属). */
export interface ManagedRegion {
  code: string;
  /** Code of the region that runs it; may belong to another city. */
  managedBy: string;
}

const within = (prefix: string, others: readonly string[]): boolean => others.some((other) => prefix.startsWith(other));

/** More levels than any city has, so that the recursion ends in a circular table. */
const MAX_LEVELS = 8;

/** Whether the regions `named` run `prefix`: by its code or, if another region runs it, by running that region. */
function runs(named: readonly string[], managed: readonly ManagedRegion[], prefix: string, level = 0): boolean {
  const nearest = managed
    .filter(({ code }) => prefix.startsWith(code))
    .reduce<ManagedRegion | null>(
      (best, one) => (best !== null && best.code.length >= one.code.length ? best : one),
      null,
    );
  if (nearest === null) return within(prefix, named);
  if (named.some((own) => own.startsWith(nearest.code) && prefix.startsWith(own))) return true;
  return level < MAX_LEVELS && runs(named, managed, regionPrefix(nearest.managedBy), level + 1);
}

/**
 * Compiles an account's scope. Adds regions managed by `regions`, wherever they are counted; removes regions inside
 * them that others manage; explicitly granted codes always stay.
 */
export function resolveScope(
  regions: readonly string[],
  except: readonly string[],
  managed: readonly ManagedRegion[],
  grants: Partial<Grants> = {},
): Scope {
  const named = regions.map(regionPrefix);
  const isOwn = ({ code }: ManagedRegion): boolean => runs(named, managed, code);
  const added = managed.filter((region) => isOwn(region) && !within(region.code, named));
  const all = [...named, ...added.map(({ code }) => code)];
  const foreign = managed.filter((region) => !isOwn(region) && within(region.code, all));
  return compileScope(
    [...regions, ...added.map(({ code }) => code)],
    [...except, ...foreign.map(({ code }) => code)],
    grants,
  );
}

/** The key of seats that see devices only through their cases: they get no live frames. */
const NO_PLACE = "-";

/** Canonical text of what the visibility of moving and measuring devices depends on: equal ones share frames. */
export const placeKey = (scope: Scope): string => (scope.caseRange === "region" ? regionsKey(scope) : NO_PLACE);

/** Whether a device in this place is in the live frames of the scope. */
export const seesLive = (scope: Scope, { code, reach }: { code: string; reach: string | null }): boolean =>
  scope.caseRange === "region" && (inScope(scope, code) || (reach !== null && scope.reaches.includes(reach)));

function regionsKey({ prefixes, except, reaches }: Scope): string {
  const along = reaches.length === 0 ? "" : `~${reaches.join("+")}`;
  return `${prefixes.join("+")}${except.map((prefix) => `-${prefix}`).join("")}${along}`;
}

/** Canonical text of a scope: equal scopes share rooms and caches. */
export function scopeKey(scope: Scope): string {
  const { caseRange, departments, own, secrecy } = scope;
  const cases = [
    ...(caseRange === "region" ? [] : [caseRange]),
    ...departments.map((id) => `d=${id}`),
    ...(own === null ? [] : [`o=${own}`]),
    ...(secrecy === 0 ? [] : [`s=${secrecy}`]),
  ];
  return [regionsKey(scope), ...cases].join(";");
}

/** Whether `code` is inside the scope's regions. */
export function inScope(scope: Scope, code: string): boolean {
  return scope.prefixes.some((p) => code.startsWith(p)) && !scope.except.some((p) => code.startsWith(p));
}

/** Whether an object that applies to a whole area (a warning) is seen: also if the scope lies inside `code`. */
export function concernsScope(scope: Scope, code: string): boolean {
  const prefix = regionPrefix(code);
  return inScope(scope, code) || scope.prefixes.some((p) => p.startsWith(prefix));
}
