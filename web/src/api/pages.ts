// The form of every list: items and where to go on.
import { z } from "zod";

export const pageOf = <S extends z.ZodType>(item: S) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullish() });
