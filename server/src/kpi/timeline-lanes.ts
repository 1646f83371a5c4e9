import type { Scope } from "@minqing/core/access/scope";
import type { TimelineLane } from "@minqing/core/kpi/kpi";
import type { ServerContext } from "../server-context.ts";

export async function timelineLanes(_context: ServerContext, _scope: Scope, _region: string): Promise<TimelineLane[]> {
  return [];
}
