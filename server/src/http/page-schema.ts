// Schemas of list responses: `{items, nextCursor}`, and `{items}` for lists without pages.
import { z } from "zod";

export const pageSchema = <S extends z.ZodType>(item: S) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });

export const itemsSchema = <S extends z.ZodType>(item: S) => z.object({ items: z.array(item) });
