// RFC 9457 problem details: the only form in which errors leave the server.
import { z } from "zod";

export const PROBLEM_STATUS = {
  "bad-request": 400,
  "not-signed-in": 401,
  "token-ended": 401,
  "token-expired": 401,
  "token-foreign-address": 403,
  "second-factor-needed": 401,
  "duty-first": 403,
  "separation-of-duties": 403,
  "role-missing": 403,
  "outside-scope": 404,
  "not-found": 404,
  "version-conflict": 409,
  "idempotency-conflict": 409,
  "already-done": 409,
  "command-not-possible": 409,
  "alarm-active": 409,
  "contact-unreadable": 409,
  "not-your-department": 403,
  "cursor-expired": 410,
  "length-required": 411,
  "payload-too-large": 413,
  "unsupported-media-type": 415,
  "misdirected-request": 421,
  "too-many-requests": 429,
  internal: 500,
  "database-away": 503,
} as const;
export type ProblemCode = keyof typeof PROBLEM_STATUS;

export const Problem = z.object({
  type: z.string().startsWith("urn:problem:"),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().optional(),
  instance: z.string().optional(),
  errors: z.array(z.object({ path: z.string(), expected: z.string(), got: z.string().optional() })).optional(),
});
export type Problem = z.infer<typeof Problem>;
