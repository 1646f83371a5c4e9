// Writes a person's verdict on a detection (复核): a confirmed detection opens a case, registered by the same verdict.
import type { Actor } from "@minqing/core/access/account";
import { changeInPlace } from "@minqing/core/change/entry";
import { type DetectionView, detectionKey } from "@minqing/core/detection/detection";
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
import { type ActTrace, joinTraces, NO_TRACE, runAct } from "../act/run-act.ts";
import type { OnceRequest } from "../act/run-once.ts";
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

type Context = Pick<ServerContext, "db" | "city" | "metrics">;

export interface Judgement {
  actor: Actor;
  key: DetectionKey;
  verdict: Verdict;
  once: OnceRequest;
}

/** The same verdict again changes nothing. */
export async function judge(context: Context, { actor, key, verdict, once }: Judgement): Promise<DetectionView> {
  const id = detectionKey(key);
  return runAct(context, {
    once,
    answer: { status: 200, objectOf: () => ({ kind: "detection", id }) },
    lock: async (tx) => {
      const current = await lockDetection(tx, actor.scope, key);
      if (current === null) throw new ProblemError("not-found", `there is no detection ${id} in your scope`);
      return current;
    },
    perform: async (tx, current) => {
      const trace = await judged(tx, context, { actor, current, verdict, at: once.at });
      return { trace, value: singleRow(await detectionViews(tx, actor.scope, [key])) };
    },
  });
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

interface Judging {
  actor: Actor;
  current: DetectionForCase;
  verdict: Verdict;
  at: Date;
}

async function judged(
  tx: Executor,
  { city, metrics }: Context,
  { actor, current, verdict: given, at }: Judging,
): Promise<ActTrace> {
  const { verdict } = given;
  if (current.verdict === verdict) return NO_TRACE;
  refuseConflict(current, given);
  const id = detectionKey(current);
  await judgeDetection(tx, current, { verdict, by: actor.username, at });
  const audit = {
    by: actor,
    act: { action: "detection.judge", object: { kind: "detection", id }, detail: { verdict } },
  };
  const { category } = current;
  if (verdict === "confirmed" && current.caseId === null && category !== null) {
    const opening = { actor: systemActor(city.code), at, followedBy: ["accept", "register"] as const };
    const opened = await openFromDetection(tx, { ...current, category }, opening);
    metrics.casesOpened.inc({ source: "detection" });
    return joinTraces([{ audit: [audit], changes: [] }, opened]);
  }
  const { view: value, standing } = singleRow(await detectionsForLog(tx, [current]));
  return { audit: [audit], changes: [changeInPlace("detection", id, standing, value)] };
}
