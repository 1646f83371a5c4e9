// Search in names: both sides are folded as core's `foldText` does, in lower case.
import { foldText } from "@minqing/core/text/text";
import { type Sql, sql } from "./sql.ts";

export const foldedSql = (column: Sql): Sql =>
  sql`lower(btrim(regexp_replace(translate(normalize(${column}, nfkc), '•‧⋅・∙', '·····'), '\\s+', ' ', 'g')))`;

export const searchPart = (text: string): string => foldText(text).toLowerCase();
