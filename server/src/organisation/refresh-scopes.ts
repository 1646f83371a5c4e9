// After a change of who runs which region, or of the tree of units: scopes are read anew, here and wherever somebody is connected.
import type { ServerContext } from "../server-context.ts";

export function scopesChanged({ db, scopes }: Pick<ServerContext, "db" | "scopes">): void {
  scopes.forget();
  db.ring("access");
}
