// What the console shows when a command fails: a message, what to do, and whether to read the case again first.
import type { Problem, ProblemCode } from "@minqing/core/problem/problem";

export interface Advice {
  /** Key of the message under console.problem. */
  code: AdviceCode;
  /** The case on the screen is out of date. */
  reload: boolean;
  /** The same command may be sent again with the same idempotency key. */
  retry: boolean;
}

const ADVICE = {
  "version-conflict": { reload: true, retry: false },
  "command-not-possible": { reload: true, retry: false },
  "outside-scope": { reload: true, retry: false },
  "not-found": { reload: true, retry: false },
  "alarm-active": { reload: false, retry: false },
  "role-missing": { reload: false, retry: false },
  "not-your-department": { reload: false, retry: false },
  "not-signed-in": { reload: false, retry: false },
  "duty-first": { reload: false, retry: false },
  "bad-request": { reload: false, retry: false },
  "idempotency-conflict": { reload: true, retry: false },
  "already-done": { reload: true, retry: false },
  "too-many-requests": { reload: false, retry: true },
  "database-away": { reload: false, retry: true },
  internal: { reload: false, retry: true },
} as const satisfies Partial<Record<ProblemCode, { reload: boolean; retry: boolean }>>;

type KnownCode = keyof typeof ADVICE;
type AdviceCode = KnownCode | "no-answer";

export const CODES_WITH_ADVICE = Object.keys(ADVICE) as KnownCode[];

export function adviceFor(problem: Pick<Problem, "type">): Advice {
  const code = problem.type.replace(/^urn:problem:/, "");
  const known = CODES_WITH_ADVICE.find((each) => each === code) ?? "internal";
  return { code: known, ...ADVICE[known] };
}

/** No response: the connection is down. The command may have run; the same idempotency key makes a retry safe. */
export const NO_ANSWER: Advice = { code: "no-answer", reload: false, retry: true };
