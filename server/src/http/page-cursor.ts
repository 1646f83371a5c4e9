// The cursor of a list: opaque to clients, inside it the instant and id at which the page ended.
import type { PageEnd } from "@minqing/geodata/list-filter";
import { z } from "zod";

const Payload = z.tuple([z.iso.datetime(), z.string()]);

export const encodePageEnd = (at: string, id: string): string =>
  Buffer.from(JSON.stringify([at, id])).toString("base64url");

function parsePayload(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
  } catch {
    // Not JSON: the schema below refuses it and says so.
    return null;
  }
}

export function decodePageEnd(text: string, context: z.RefinementCtx): PageEnd {
  const parsed = Payload.safeParse(parsePayload(text));
  if (parsed.success) return { at: new Date(parsed.data[0]), id: parsed.data[1] };
  context.addIssue({ code: "custom", message: "expected a cursor that a list of this address gave" });
  return z.NEVER;
}

/** A page and the cursor of the next one; null on the last. `rows` holds up to one more than `limit`. */
export function pageOf<T>(
  rows: readonly T[],
  limit: number,
  cursorOf: (last: T) => string,
): { items: T[]; nextCursor: string | null } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last !== undefined ? cursorOf(last) : null };
}
