// What to tell the person when an act fails: a sentence, what to do, and whether the case has to be read again first.
import type { Problem, ProblemCode } from "@minqing/core/problem/problem";

export interface Advice {
  /** Key of the sentence under console.problem. */
  code: AdviceCode;
  /** The case on the screen is not the one on the server any more. */
  reload: boolean;
  /** The same act with the same idempotency key may be sent again. */
  retry: boolean;
}

const ADVICE = {
  "version-conflict": { reload: true, retry: false },
  "command-not-possible": { reload: true, retry: false },
  "outside-scope": { reload: true, retry: false },
  "not-found": { reload: true, retry: false },
  "role-missing": { reload: false, retry: false },
  "not-your-department": { reload: false, retry: false },
  "not-signed-in": { reload: false, retry: false },
  "duty-first": { reload: false, retry: false },
  "bad-request": { reload: false, retry: false },
  "idempotency-conflict": { reload: true, retry: false },
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

/** No answer at all: the line is down. The act may have happened; the same idempotency key makes asking again safe. */
export const NO_ANSWER: Advice = { code: "no-answer", reload: false, retry: true };
