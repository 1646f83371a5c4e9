// The problem of a file with more rows than an import accepts.
import { MAX_ROWS } from "@minqing/core/import/report";
import { ProblemError } from "../problem/problem-error.ts";

export const tooManyRows = (): ProblemError =>
  new ProblemError("payload-too-large", `expected at most ${MAX_ROWS} rows under the header, got more`);
