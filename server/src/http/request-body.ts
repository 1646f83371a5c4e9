// Limits the type and size of request bodies: JSON up to a small size; a file for imports.
import { MAX_FILE_BYTES } from "@minqing/core/import/report";
import { textIssue } from "@minqing/core/text/text";
import { decodeUtf8 } from "@minqing/core/text/utf8";
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

/** A JSON body must be UTF-8, and every text in it storable: one answer for all addresses. [RFC 8259 §8.1] */
export const requireStorableText: MiddlewareHandler<ServerEnv> = async (c, next) => {
  if (!JSON_TYPE.test(c.req.header("content-type") ?? "") || hasNoLength(c)) return next();
  // Hono keeps the bytes: the handler's `json()` reads them again.
  const text = decodeUtf8(new Uint8Array(await c.req.arrayBuffer()));
  if (!text.ok) throw new ProblemError("bad-request", `body: ${text.issue}`);
  const errors = storableIssues(parsedOrNull(text.text));
  if (errors.length > 0) throw new ProblemError("bad-request", undefined, errors);
  return next();
};

function parsedOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The handler says that it is no JSON.
    return null;
  }
}

interface TextIssue {
  path: string;
  expected: string;
  got: string;
}

const MAX_ISSUES = 10;

/** The texts and keys of a JSON value that cannot be stored. Not recursive: a body may be nested as deep as it is long. */
function storableIssues(json: unknown): TextIssue[] {
  const issues: TextIssue[] = [];
  const open: { path: string; value: unknown }[] = [{ path: "", value: json }];
  for (let next = open.pop(); next !== undefined && issues.length < MAX_ISSUES; next = open.pop()) {
    const { path, value } = next;
    if (typeof value === "string") {
      const got = textIssue(value);
      if (got !== null) issues.push({ path, expected: "storable text", got });
    } else if (typeof value === "object" && value !== null) {
      for (const [key, inner] of Object.entries(value)) {
        const got = textIssue(key);
        if (got !== null) issues.push({ path, expected: "storable keys", got });
        open.push({ path: path === "" ? key : `${path}.${key}`, value: inner });
      }
    }
  }
  return issues;
}
