// What a request may bring: JSON, and not much of it; to an import, a file.
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
      throw new ProblemError("payload-too-large", `expected at most ${maxSize} bytes`);
    },
  });

const limitKnown = limitTo(MAX_BODY_BYTES);
const limitFile = limitTo(MAX_FILE_BYTES);

export const FILE_TYPES = ["application/octet-stream", "text/csv"] as const;

/** Neither type can be sent by a form of another site without asking the browser first. */
export const bringsFile = (c: Context<ServerEnv>): boolean => {
  const [type = ""] = (c.req.header("content-type") ?? "").toLowerCase().split(";", 1);
  return c.req.path.startsWith("/api/imports/") && FILE_TYPES.some((each) => each === type.trim());
};

/** Over the network, and it does not say how long its body is. */
const hasNoLength = (c: Context<ServerEnv>): boolean =>
  c.env?.incoming !== undefined && c.req.header("content-length") === undefined;

/** A body over the network says how long it is; without a length and without chunks there is none. [RFC 9112 §6.3] */
export const limitBody: MiddlewareHandler<ServerEnv> = async (c, next) => {
  if (!hasNoLength(c)) return (bringsFile(c) ? limitFile : limitKnown)(c, next);
  if (c.req.header("transfer-encoding") !== undefined) {
    throw new ProblemError("length-required", "expected a content-length, got a body in chunks");
  }
  return next();
};

const JSON_TYPE = /^application\/json(;|$)/i;

/** A form of another site can send text and form data without asking the browser first; JSON it cannot. */
export const requireJson: MiddlewareHandler<ServerEnv> = async (c, next) => {
  const hasBody = !hasNoLength(c) && c.req.header("content-length") !== "0" && c.req.raw.body !== null;
  const type = c.req.header("content-type") ?? "";
  if (hasBody && !JSON_TYPE.test(type) && !bringsFile(c)) {
    throw new ProblemError("unsupported-media-type", `expected application/json, got ${type || "no content-type"}`);
  }
  await next();
};
