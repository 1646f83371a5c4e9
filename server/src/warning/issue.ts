// Issues and lifts warnings (预警发布、解除).
import { randomUUID } from "node:crypto";
import type { Actor } from "@minqing/core/access/account";
import { inScope } from "@minqing/core/access/scope";
import { standingAt } from "@minqing/core/access/standing";
import { changeInPlace } from "@minqing/core/change/entry";
import type { WarningIssue, WarningView } from "@minqing/core/warning/warning";
import { regionsByCode } from "@minqing/geodata/region/queries";
import { insertWarning, liftWarning, warningViews } from "@minqing/geodata/warning/queries";
import { runAct } from "../act/run-act.ts";
import type { OnceAnswer, OnceRequest } from "../act/run-once.ts";
import { ProblemError } from "../problem/problem-error.ts";
import type { ServerContext } from "../server-context.ts";
import { singleRow } from "../single-row.ts";

const answerOf = (status: number): OnceAnswer<WarningView> => ({
  status,
  objectOf: ({ id }) => ({ kind: "warning", id }),
});

/** Only for an area inside the actor's scope. */
export async function issue(
  context: Pick<ServerContext, "db" | "demo">,
  { actor, warning, once }: { actor: Actor; warning: WarningIssue; once: OnceRequest },
): Promise<WarningView> {
  const { regionCode, type, colour } = warning;
  if (!inScope(actor.scope, regionCode)) {
    throw new ProblemError("outside-scope", `region ${regionCode} is not in your scope`);
  }
  const id = randomUUID();
  return runAct(context, {
    once,
    answer: answerOf(201),
    lock: async (tx) => {
      if ((await regionsByCode(tx, [regionCode])).length === 0)
        throw new ProblemError("not-found", `there is no region ${regionCode}`);
    },
    perform: async (tx) => {
      await insertWarning(tx, { ...warning, id, at: once.at, synthetic: context.demo });
      const value = singleRow(await warningViews(tx, [id]));
      const object = { kind: "warning", id };
      const trace = {
        audit: [{ by: actor, act: { action: "warning.issue", object, detail: { regionCode, type, colour } } }],
        changes: [{ kind: "warning" as const, id, scopeBefore: null, scopeAfter: standingAt(regionCode), value }],
      };
      return { trace, value };
    },
  });
}

/** Lifting again is refused, so that the second client sees that the warning was lifted already. */
export const lift = (
  context: Pick<ServerContext, "db">,
  { actor, id, once }: { actor: Actor; id: string; once: OnceRequest },
): Promise<WarningView> =>
  runAct(context, {
    once,
    answer: answerOf(200),
    // The update locks the row, and finds only a warning in force.
    lock: async (tx) => {
      if (!(await liftWarning(tx, actor.scope, id, once.at)))
        throw new ProblemError("not-found", `there is no warning ${id} in force in your scope`);
    },
    perform: async (tx) => {
      const value = singleRow(await warningViews(tx, [id]));
      const trace = {
        audit: [{ by: actor, act: { action: "warning.lift", object: { kind: "warning", id } } }],
        changes: [changeInPlace("warning", id, standingAt(value.regionCode), value)],
      };
      return { trace, value };
    },
  });
