// The schema of every list: items and the cursor of the next page.
import { z } from "zod";

export const pageOf = <S extends z.ZodType>(item: S) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullish() });
