// Scope (数据权限): which regions a person sees. Compiled once per session to code prefixes, the one form that SQL, frames and the log get.
import { z } from "zod";
import { regionPrefix } from "../region/codes.ts";

const Prefix = z.string().regex(/^\d{4}(\d{2}(\d{3}){0,3})?$/, "expected a code prefix of 4, 6, 9, 12 or 15 digits");

export const Scope = z.object({ prefixes: z.array(Prefix), except: z.array(Prefix) }).brand("Scope");
export type Scope = z.infer<typeof Scope>;

const shortestOnly = (prefixes: readonly string[]): string[] => {
  const kept: string[] = [];
  for (const prefix of [...new Set(prefixes)].sort()) {
    const last = kept.at(-1);
    if (last === undefined || !prefix.startsWith(last)) kept.push(prefix);
  }
  return kept;
};

/** Compiles region codes to a scope in canonical form: sorted, nothing twice, nothing inside another. */
export function compileScope(regions: readonly string[], except: readonly string[] = []): Scope {
  return Scope.parse({
    prefixes: shortestOnly(regions.map(regionPrefix)),
    except: shortestOnly(except.map(regionPrefix)),
  });
}

/** A region that another runs than the one whose code it carries (管理归属 ≠ 统计归属). */
export interface ManagedRegion {
  code: string;
  /** Code of the region that runs it; of another city, when that one does. */
  managedBy: string;
}

const within = (prefix: string, others: readonly string[]): boolean => others.some((other) => prefix.startsWith(other));

/** More levels than any city has: a table that runs in a circle ends. */
const MOST_LEVELS = 8;

/** Whether those who are given `named` run `prefix`: by its code, or, where another runs it, by running that one. */
function runs(named: readonly string[], managed: readonly ManagedRegion[], prefix: string, level = 0): boolean {
  const nearest = managed
    .filter(({ code }) => prefix.startsWith(code))
    .reduce<ManagedRegion | null>(
      (best, one) => (best !== null && best.code.length >= one.code.length ? best : one),
      null,
    );
  if (nearest === null) return within(prefix, named);
  if (named.some((own) => own.startsWith(nearest.code) && prefix.startsWith(own))) return true;
  return level < MOST_LEVELS && runs(named, managed, regionPrefix(nearest.managedBy), level + 1);
}

/**
 * The scope of whoever answers for `regions`: what they run, wherever it is counted, and not what others run on their
 * ground. Whoever is given a region by its own name has it, whoever runs it.
 */
export function resolveScope(
  regions: readonly string[],
  except: readonly string[],
  managed: readonly ManagedRegion[],
): Scope {
  const named = regions.map(regionPrefix);
  const isOwn = ({ code }: ManagedRegion): boolean => runs(named, managed, code);
  const added = managed.filter((region) => isOwn(region) && !within(region.code, named));
  const foreign = managed.filter((region) => !isOwn(region) && within(region.code, named));
  return compileScope([...regions, ...added.map(({ code }) => code)], [...except, ...foreign.map(({ code }) => code)]);
}

/** The canonical text of a scope: equal scopes share rooms, frames and caches. */
export function scopeKey(scope: Scope): string {
  return `${scope.prefixes.join("+")}${scope.except.map((prefix) => `-${prefix}`).join("")}`;
}

/** Whether an object that stands in `code` is inside the scope. */
export function inScope(scope: Scope, code: string): boolean {
  const prefix = code.length === 6 ? regionPrefix(code) : code;
  return scope.prefixes.some((p) => prefix.startsWith(p)) && !scope.except.some((p) => prefix.startsWith(p));
}

/** For what holds for a whole area and everybody in it (a warning): also seen by those whose scope lies inside `code`. */
export function concernsScope(scope: Scope, code: string): boolean {
  const prefix = regionPrefix(code);
  return inScope(scope, code) || scope.prefixes.some((p) => p.startsWith(prefix));
}
