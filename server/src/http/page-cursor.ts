// The cursor of a list: opaque to clients, it holds the instant and id at which the page ended.
import type { PageEnd } from "@minqing/geodata/list-filter";
import { z } from "zod";

const Payload = z.tuple([z.iso.datetime(), z.string()]);

export const encodePageEnd = (at: string, id: string): string =>
  Buffer.from(JSON.stringify([at, id])).toString("base64url");

function parsePayload(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
  } catch {
    // Not JSON: the schema below reports it.
    return null;
  }
}

export function decodePageEnd(text: string, context: z.RefinementCtx): PageEnd {
  const parsed = Payload.safeParse(parsePayload(text));
  if (parsed.success) return { at: new Date(parsed.data[0]), id: parsed.data[1] };
  context.addIssue({ code: "custom", message: "expected a cursor from a list of this address" });
  return z.NEVER;
}

/** A page and the cursor of the next one, null on the last page. `rows` has one more than `limit` where there are more. */
export function pageOf<T>(
  rows: readonly T[],
  limit: number,
  cursorOf: (last: T) => string,
): { items: T[]; nextCursor: string | null } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last !== undefined ? cursorOf(last) : null };
}
