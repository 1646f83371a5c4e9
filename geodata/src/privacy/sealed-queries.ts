// SQL of texts that are sealed with a key outside the database: finds those sealed with another key than the current
// one, and replaces them with the newly sealed text. As the owner: the application may add contacts, not change them.
import { z } from "zod";
import type { Executor } from "../database.ts";
import { jsonRows, sql, sqlName } from "../sql.ts";

/** Table and columns of sealed texts. */
export interface SealedPlace {
  table: string;
  id: string;
  idType: "uuid" | "text";
  column: string;
}

const otherKey = ({ column }: SealedPlace, head: Uint8Array) =>
  sql`substring(${sqlName(column)} from 1 for ${head.length}::int) <> ${head}`;

/** How many texts do not begin with `head`; null columns do not count. */
export const countSealedWithOtherKey = async (
  executor: Executor,
  place: SealedPlace,
  head: Uint8Array,
): Promise<number> =>
  (
    await executor.one(
      sql`select count(*) as n from ${sqlName(place.table)} where ${otherKey(place, head)}`,
      z.object({ n: z.number() }),
    )
  ).n;

export interface SealedRow {
  id: string;
  sealed: Uint8Array;
}
const SealedRow: z.ZodType<SealedRow> = z.object({ id: z.string(), sealed: z.instanceof(Uint8Array) });

/**
 * Locks texts that do not begin with `head`, in the order of their ids; skips rows that another transaction has locked.
 */
export const lockSealedWithOtherKey = (
  tx: Executor,
  place: SealedPlace,
  { head, after, limit }: { head: Uint8Array; after: string | null; limit: number },
): Promise<SealedRow[]> => {
  const id = sqlName(place.id);
  const beyond = after === null ? sql`true` : sql`${id} > ${after}::${sqlName(place.idType)}`;
  return tx.query(
    sql`
      select ${id}::text as id, ${sqlName(place.column)} as sealed from ${sqlName(place.table)} as target
      where ${beyond} and ${otherKey(place, head)} order by target.${id} limit ${limit} for update skip locked`,
    SealedRow,
  );
};

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

/** Replaces texts that `lockSealedWithOtherKey` has locked. */
export const replaceSealed = (tx: Executor, place: SealedPlace, rows: readonly SealedRow[]): Promise<number> => {
  const fresh = rows.map(({ id, sealed }) => ({ id, sealed: hex(sealed) }));
  return tx.execute(sql`
    update ${sqlName(place.table)} as target set ${sqlName(place.column)} = decode(fresh.sealed, 'hex')
    from json_to_recordset(${jsonRows(fresh)}::json) as fresh (id ${sqlName(place.idType)}, sealed text)
    where target.${sqlName(place.id)} = fresh.id`);
};
