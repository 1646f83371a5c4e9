// Reads all pages of a list.
import { z } from "zod";
import type { CityClient } from "./city-client.ts";

/** `path` may have filters; the cursor is added to it. */
export async function readPages<T>(client: CityClient, path: string, item: z.ZodType<T>): Promise<T[]> {
  const page = z.object({ items: z.array(item), nextCursor: z.string().nullish() });
  const link = path + (path.includes("?") ? "&" : "?");
  const items: T[] = [];
  let cursor: string | null | undefined = null;
  do {
    const address: string = cursor === null ? path : `${link}cursor=${encodeURIComponent(cursor)}`;
    const some: z.infer<typeof page> = await client.get(address, page);
    items.push(...some.items);
    cursor = some.nextCursor;
  } while (cursor !== null && cursor !== undefined);
  return items;
}
