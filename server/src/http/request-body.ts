// What a request may bring: JSON, and not much of it.
import type { MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { ProblemError } from "../problem/problem-error.ts";
import type { ServerEnv } from "./server-env.ts";

export const MOST_BODY_BYTES = 256 * 1024;

export const limitBody: MiddlewareHandler<ServerEnv> = bodyLimit({
  maxSize: MOST_BODY_BYTES,
  onError: () => {
    throw new ProblemError("payload-too-large", `expected at most ${MOST_BODY_BYTES} bytes`);
  },
});

const JSON_TYPE = /^application\/json(;|$)/i;

/** A form of another site can send text and form data without asking the browser first; JSON it cannot. */
export const requireJson: MiddlewareHandler<ServerEnv> = async (c, next) => {
  const hasBody = c.req.header("content-length") !== "0" && c.req.raw.body !== null;
  const type = c.req.header("content-type") ?? "";
  if (hasBody && !JSON_TYPE.test(type)) {
    throw new ProblemError("unsupported-media-type", `expected application/json, got ${type || "no content-type"}`);
  }
  await next();
};
