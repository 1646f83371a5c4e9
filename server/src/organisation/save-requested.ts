// Creates or changes the unit of a request, whose transaction claims the request's key.
import type { Context } from "hono";
import { onceContext } from "../act/once.ts";
import type { ServerEnv } from "../http/server-env.ts";
import type { ServerContext } from "../server-context.ts";
import { type SavedUnit, saveUnit, type UnitRequest } from "./save-unit.ts";
import type { Unit } from "./unit.ts";

export async function saveRequested<Draft extends object, State extends object>(
  context: ServerContext,
  c: Context<ServerEnv>,
  unit: Unit<Draft, State>,
  request: Omit<UnitRequest<Draft>, "actor">,
): Promise<SavedUnit> {
  const saving = await onceContext(context, c, {
    status: request.version === null ? 201 : 200,
    objectOf: ({ id }: SavedUnit) => ({ kind: unit.kind, id }),
  });
  return saveUnit(saving, unit, { ...request, actor: c.get("session").actor });
}
