// A picture as an HTTP response; its hash is the ETag.
import type { Picture } from "@minqing/geodata/picture/queries";
import type { Context } from "hono";
import { z } from "zod";
import { hasEtag } from "../http/etag.ts";
import type { ServerEnv } from "../http/server-env.ts";
import { ProblemError } from "../problem/problem-error.ts";

export const pictureResponses = {
  200: {
    description: "The picture",
    content: { "image/jpeg": { schema: z.string().describe("JPEG bytes") } },
  },
  304: { description: "Not modified" },
};

export function answerPicture(c: Context<ServerEnv>, picture: Picture | null): Response {
  if (picture === null) throw new ProblemError("not-found", "there is no picture");
  const etag = `"${Buffer.from(picture.sha256).toString("base64url")}"`;
  const headers = { etag, "cache-control": "private, no-cache" };
  if (hasEtag(c.req.header("if-none-match"), etag)) return c.newResponse(null, { status: 304, headers });
  const bytes = new Uint8Array(picture.bytes);
  return c.newResponse(bytes, { status: 200, headers: { ...headers, "content-type": picture.contentType } });
}
