// The error of a failed request: the server's problem.
import { Problem, type ProblemCode } from "@minqing/core/problem/problem";

export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail === undefined ? problem.title : `${problem.title}: ${problem.detail}`);
    this.name = "ProblemError";
    this.problem = problem;
  }

  is(code: ProblemCode): boolean {
    return this.problem.type === `urn:problem:${code}`;
  }
}

/** Another person has changed the object since it was read, so it must be read again. */
export const isOvertaken = (error: unknown): boolean => error instanceof ProblemError && error.is("version-conflict");

/** Reads the problem of a failed response; a response without one (a proxy's page) becomes an internal problem. */
export async function problemOf(response: Response): Promise<ProblemError> {
  const text = await response.text();
  try {
    return new ProblemError(Problem.parse(JSON.parse(text)));
  } catch (cause) {
    const title = `expected a problem, got HTTP ${response.status}`;
    const error = new ProblemError({ type: "urn:problem:internal", title, status: response.status });
    error.cause = cause;
    return error;
  }
}
