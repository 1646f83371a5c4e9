// The figures of one region.
import type { Scope } from "@minqing/core/access/scope";
import type { FigureGroup } from "@minqing/core/kpi/kpi";
import type { ServerContext } from "../server-context.ts";

export async function figureGroup(context: ServerContext, _scope: Scope, region: string): Promise<FigureGroup> {
  return { regionCode: region, at: context.now().toISOString(), figures: [] };
}
