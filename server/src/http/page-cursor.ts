// The cursor of a list: opaque to clients, it holds the instant and id at which the page ended. A cursor of another list, or an
// invented one, is refused here: the id has the form of the list's own.
import { StorableText } from "@minqing/core/text/text";
import { InstantText } from "@minqing/core/time/instant";
import type { PageEnd } from "@minqing/geodata/list-filter";
import { z } from "zod";

const Payload = z.tuple([InstantText, StorableText.max(512)]);

const FOREIGN = "expected a cursor from a list of this address";

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
  context.addIssue({ code: "custom", message: FOREIGN });
  return z.NEVER;
}

const cursorWith = (id: RegExp) =>
  z
    .string()
    .max(2_048)
    .transform(decodePageEnd)
    .refine((end) => id.test(end.id), FOREIGN);

/** By the form of the ids that a list is ordered by. */
export const PAGE_CURSOR = {
  uuid: cursorWith(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i),
  /** A bigint of PostgreSQL, in digits. */
  serial: cursorWith(/^-?\d{1,18}$/),
  text: cursorWith(/^/),
} as const;

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
