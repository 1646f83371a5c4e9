// Issues and lifts warnings (预警发布、解除): the row and its change log entry in one transaction.
import { randomUUID } from "node:crypto";
import type { Actor } from "@minqing/core/access/account";
import { inScope } from "@minqing/core/access/scope";
import { standingAt } from "@minqing/core/access/standing";
import { doneBy } from "@minqing/core/audit/event";
import type { WarningIssue, WarningView } from "@minqing/core/warning/warning";
import { writeAudit } from "@minqing/geodata/audit/queries";
import { appendChanges } from "@minqing/geodata/change/append";
import { regionsByCode } from "@minqing/geodata/region/queries";
import { insertWarning, liftWarning, warningViews } from "@minqing/geodata/warning/queries";
import { ProblemError } from "../problem/problem-error.ts";
import type { ServerContext } from "../server-context.ts";
import { singleRow } from "../single-row.ts";

type Context = Pick<ServerContext, "db" | "now" | "demo">;

/** Only for an area inside the actor's scope. */
export async function issue({ db, now, demo }: Context, actor: Actor, warning: WarningIssue): Promise<WarningView> {
  if (!inScope(actor.scope, warning.regionCode)) {
    throw new ProblemError("outside-scope", `region ${warning.regionCode} is not in your scope`);
  }
  const view = await db.transaction(async (tx) => {
    if ((await regionsByCode(tx, [warning.regionCode])).length === 0) {
      throw new ProblemError("not-found", `there is no region ${warning.regionCode}`);
    }
    const id = randomUUID();
    const at = now();
    await insertWarning(tx, { ...warning, id, at, synthetic: demo });
    const { regionCode, type, colour } = warning;
    const detail = { regionCode, type, colour };
    await writeAudit(tx, doneBy(actor, at, { action: "warning.issue", object: { kind: "warning", id }, detail }));
    const value = singleRow(await warningViews(tx, [id]));
    await appendChanges(tx, [
      { kind: "warning", id, scopeBefore: null, scopeAfter: standingAt(warning.regionCode), value },
    ]);
    return value;
  });
  db.ring("changes");
  return view;
}

/** Lifting again is refused, so that the second client sees that the warning was lifted already. */
export async function lift({ db, now }: Context, actor: Actor, id: string): Promise<WarningView> {
  const view = await db.transaction(async (tx) => {
    const at = now();
    if (!(await liftWarning(tx, actor.scope, id, at))) {
      throw new ProblemError("not-found", `there is no warning ${id} in force in your scope`);
    }
    await writeAudit(tx, doneBy(actor, at, { action: "warning.lift", object: { kind: "warning", id } }));
    const value = singleRow(await warningViews(tx, [id]));
    const standing = standingAt(value.regionCode);
    await appendChanges(tx, [{ kind: "warning", id, scopeBefore: standing, scopeAfter: standing, value }]);
    return value;
  });
  db.ring("changes");
  return view;
}
