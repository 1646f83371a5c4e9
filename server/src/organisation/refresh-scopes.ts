// Call after a change of a region's manager or of the tree of units: scopes are read again, in this process and for every open socket.
import type { ServerContext } from "../server-context.ts";

export function refreshScopes({ db, scopes }: Pick<ServerContext, "db" | "scopes">): void {
  scopes.forget();
  db.ring("access");
}
