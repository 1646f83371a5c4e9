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
import { oneOf } from "../single-row.ts";

type Wanted = Pick<ServerContext, "db" | "now" | "demo">;

/** Only for an area that lies inside the issuer's own scope. */
export async function issue({ db, now, demo }: Wanted, actor: Actor, wanted: WarningIssue): Promise<WarningView> {
  if (!inScope(actor.scope, wanted.regionCode)) {
    throw new ProblemError("outside-scope", `region ${wanted.regionCode} is not in your scope`);
  }
  const view = await db.transaction(async (tx) => {
    if ((await regionsByCode(tx, [wanted.regionCode])).length === 0) {
      throw new ProblemError("not-found", `there is no region ${wanted.regionCode}`);
    }
    const id = randomUUID();
    const at = now();
    await insertWarning(tx, { ...wanted, id, at, synthetic: demo });
    const { regionCode, type, colour } = wanted;
    const detail = { regionCode, type, colour };
    await writeAudit(tx, doneBy(actor, at, { action: "warning.issue", object: { kind: "warning", id }, detail }));
    const value = oneOf(await warningViews(tx, [id]));
    await appendChanges(tx, [
      { kind: "warning", id, scopeBefore: null, scopeAfter: standingAt(wanted.regionCode), value },
    ]);
    return value;
  });
  db.ring("changes");
  return view;
}

/** Lifting twice is refused: the second asker should see that somebody was faster. */
export async function lift({ db, now }: Wanted, actor: Actor, id: string): Promise<WarningView> {
  const view = await db.transaction(async (tx) => {
    const at = now();
    if (!(await liftWarning(tx, actor.scope, id, at))) {
      throw new ProblemError("not-found", `there is no warning ${id} in force in your scope`);
    }
    await writeAudit(tx, doneBy(actor, at, { action: "warning.lift", object: { kind: "warning", id } }));
    const value = oneOf(await warningViews(tx, [id]));
    const stands = standingAt(value.regionCode);
    await appendChanges(tx, [{ kind: "warning", id, scopeBefore: stands, scopeAfter: stands, value }]);
    return value;
  });
  db.ring("changes");
  return view;
}
