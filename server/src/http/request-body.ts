// Limits the type and size of request bodies: JSON up to a small size; a file for imports.
import { MAX_FILE_BYTES } from "@minqing/core/import/report";
import type { Context, MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { ProblemError } from "../problem/problem-error.ts";
import type { ServerEnv } from "./server-env.ts";

export const MAX_BODY_BYTES = 256 * 1024;

const limitTo = (maxSize: number): MiddlewareHandler<ServerEnv> =>
  bodyLimit({
    maxSize,
    onError: () => {
      throw new ProblemError("payload-too-large", `expected at most ${maxSize} bytes, got more`);
    },
  });

const limitJson = limitTo(MAX_BODY_BYTES);
const limitFile = limitTo(MAX_FILE_BYTES);

export const FILE_TYPES = ["application/octet-stream", "text/csv"] as const;

/** Types of an import. Another site's form cannot send them without a CORS preflight. */
export const hasFileBody = (c: Context<ServerEnv>): boolean => {
  const [type = ""] = (c.req.header("content-type") ?? "").toLowerCase().split(";", 1);
  return c.req.path.startsWith("/api/imports/") && FILE_TYPES.some((each) => each === type.trim());
};

/** True for a request over the network without a content-length. */
const hasNoLength = (c: Context<ServerEnv>): boolean =>
  c.env?.incoming !== undefined && c.req.header("content-length") === undefined;

/** A body over the network needs a content-length; without length and chunks there is no body. [RFC 9112 §6.3] */
export const limitBody: MiddlewareHandler<ServerEnv> = async (c, next) => {
  if (!hasNoLength(c)) return (hasFileBody(c) ? limitFile : limitJson)(c, next);
  if (c.req.header("transfer-encoding") !== undefined) {
    throw new ProblemError("length-required", "expected a content-length, got a body in chunks");
  }
  return next();
};

const JSON_TYPE = /^application\/json(;|$)/i;

/** Another site's form can send text and form data without a CORS preflight, but not JSON. */
export const requireJson: MiddlewareHandler<ServerEnv> = async (c, next) => {
  const hasBody = !hasNoLength(c) && c.req.header("content-length") !== "0" && c.req.raw.body !== null;
  const type = c.req.header("content-type") ?? "";
  if (hasBody && !JSON_TYPE.test(type) && !hasFileBody(c)) {
    throw new ProblemError("unsupported-media-type", `expected application/json, got ${type || "no content-type"}`);
  }
  await next();
};
