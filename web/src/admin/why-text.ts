// The reason of a failure in the page's language, followed by the server's detail.
import { ProblemError } from "../api/problem-error.ts";
import type { Text } from "../i18n/use-text.ts";

const KNOWN = [
  "bad-request",
  "not-signed-in",
  "duty-first",
  "separation-of-duties",
  "role-missing",
  "not-found",
  "version-conflict",
  "payload-too-large",
  "unsupported-media-type",
  "too-many-requests",
  "database-away",
] as const;

export function whyText(t: Text, error: unknown): string {
  if (!(error instanceof ProblemError)) return error instanceof Error ? error.message : String(error);
  const { type, detail, errors = [] } = error.problem;
  const code = type.replace("urn:problem:", "");
  const known = KNOWN.find((each) => each === code);
  if (known === undefined) return error.message;
  const places = errors.map(({ path, expected, got }) => `${path}: ${expected}${got === undefined ? "" : ` ≠ ${got}`}`);
  const details = [...(detail === undefined ? [] : [detail]), ...places].join("; ");
  const what = t(`admin.problem.${known}`);
  return details === "" ? what : t("admin.problem.withDetail", { what, detail: details });
}
