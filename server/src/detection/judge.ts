// Writes a person's verdict on a detection (复核): a confirmed detection opens a case, registered by the same verdict.
import type { Actor } from "@minqing/core/access/account";
import { doneBy } from "@minqing/core/audit/event";
import { type DetectionView, detectionKey } from "@minqing/core/detection/detection";
import { writeAudit } from "@minqing/geodata/audit/queries";
import { appendChanges } from "@minqing/geodata/change/append";
import type { Executor } from "@minqing/geodata/database";
import {
  type DetectionForCase,
  type DetectionKey,
  detectionsForLog,
  detectionViews,
  judgeDetection,
  lockDetection,
} from "@minqing/geodata/detection/queries";
import { z } from "zod";
import { openFromDetection } from "../case/open-from-source.ts";
import { systemActor } from "../case/system-actor.ts";
import { ProblemError } from "../problem/problem-error.ts";
import type { ServerContext } from "../server-context.ts";
import { singleRow } from "../single-row.ts";

export const Verdict = z.object({
  verdict: z.enum(["confirmed", "false_alarm"]),
  version: z.number().int().min(1).optional(),
});
export type Verdict = z.infer<typeof Verdict>;

type Context = Pick<ServerContext, "db" | "now" | "city" | "metrics">;

export async function judge(
  context: Context,
  actor: Actor,
  key: DetectionKey,
  verdict: Verdict,
): Promise<DetectionView> {
  const { db } = context;
  const view = await db.transaction(async (tx) => {
    const current = await lockDetection(tx, actor.scope, key);
    if (current === null)
      throw new ProblemError("not-found", `there is no detection ${detectionKey(key)} in your scope`);
    // Idempotent: the same verdict again changes nothing.
    if (current.verdict === verdict.verdict) return readView(tx, actor, key);
    refuseConflict(current, verdict);
    return writeVerdict(tx, context, { actor, current, verdict: verdict.verdict });
  });
  db.ring("changes");
  return view;
}

function refuseConflict(current: DetectionForCase, { version }: Verdict): void {
  if (current.verdict !== null)
    throw new ProblemError(
      "version-conflict",
      `expected a detection without a verdict, got one judged as ${current.verdict}`,
    );
  if (version !== undefined && version !== current.version) {
    throw new ProblemError("version-conflict", `expected version ${current.version}, got ${version}`);
  }
}

interface Judgement {
  actor: Actor;
  current: DetectionForCase;
  verdict: Verdict["verdict"];
}

async function writeVerdict(
  tx: Executor,
  context: Context,
  { actor, current, verdict }: Judgement,
): Promise<DetectionView> {
  const at = context.now();
  const id = detectionKey(current);
  await judgeDetection(tx, current, { verdict, by: actor.username, at });
  const object = { kind: "detection", id };
  await writeAudit(tx, doneBy(actor, at, { action: "detection.judge", object, detail: { verdict } }));
  const { category } = current;
  if (verdict === "confirmed" && current.caseId === null && category !== null) {
    const opening = { actor: systemActor(context.city.code), at, followedBy: ["accept", "register"] as const };
    const changes = await openFromDetection(tx, { ...current, category }, opening);
    await appendChanges(tx, changes);
    context.metrics.casesOpened.inc({ source: "detection" });
    return readView(tx, actor, current);
  }
  const { view: value, standing } = singleRow(await detectionsForLog(tx, [current]));
  await appendChanges(tx, [{ kind: "detection", id, scopeBefore: standing, scopeAfter: standing, value }]);
  return readView(tx, actor, current);
}

const readView = async (tx: Executor, { scope }: Actor, key: DetectionKey): Promise<DetectionView> =>
  singleRow(await detectionViews(tx, scope, [key]));
