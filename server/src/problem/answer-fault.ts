// The only place where a fault becomes a response: problem+json with the request's id. Faults of this program are logged.
import type { Problem } from "@minqing/core/problem/problem";
import { isUnavailable, StatementError } from "@minqing/geodata/driver/statement-error";
import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import { ReplayedAnswer } from "../act/run-once.ts";
import { accessDeniedOf, isAccessDenied } from "../audit/access-denied-problem.ts";
import type { ServerEnv } from "../http/server-env.ts";
import type { ServerContext } from "../server-context.ts";
import { ProblemError, problemOf } from "./problem-error.ts";

export function answerProblem(c: Context<ServerEnv>, problem: Problem): Response {
  const headers = new Headers({ "content-type": "application/problem+json", "cache-control": "no-store" });
  if (problem.status === 503 || problem.status === 429) headers.set("retry-after", problem.status === 503 ? "2" : "60");
  const body = JSON.stringify({ ...problem, instance: `urn:request:${c.get("requestId")}` });
  return new Response(body, { status: problem.status, headers });
}

// [PostgreSQL Appendix A] character_not_in_repertoire, untranslatable_character: text that the database cannot store.
const UNSTORABLE = new Set(["22021", "22P05"]);

function problemFor(fault: unknown): Problem {
  if (fault instanceof ProblemError) return fault.problem;
  if (isUnavailable(fault)) return problemOf("database-away");
  if (fault instanceof StatementError && UNSTORABLE.has(fault.code ?? "")) {
    return problemOf("bad-request", "expected text without the character U+0000, got some with it");
  }
  // Thrown by Hono for a body that is not JSON.
  if (fault instanceof HTTPException && fault.status === 400) return problemOf("bad-request", fault.message);
  return problemOf("internal");
}

const answerReplay = ({ status, text }: ReplayedAnswer): Response =>
  new Response(text === "" ? null : text, {
    status,
    headers: { "content-type": "application/json", "cache-control": "no-store", "idempotency-replayed": "true" },
  });

export const answerFault =
  ({ log, accessDenials }: Pick<ServerContext, "log" | "accessDenials">) =>
  (fault: Error, c: Context<ServerEnv>): Response => {
    if (fault instanceof ReplayedAnswer) return answerReplay(fault);
    const problem = problemFor(fault);
    const requestId = c.get("requestId");
    if (problem.status === 503) log.warn({ requestId, reason: fault.message }, "the database is away");
    else if (problem.status >= 500) log.error({ requestId, err: fault }, "request failed");
    if (isAccessDenied(c, problem)) accessDenials.count(accessDeniedOf(c, problem));
    return answerProblem(c, problem);
  };
