import { sql } from "@minqing/geodata/sql";
import { Kept } from "@minqing/server/access/kept";
import { expect, test } from "vitest";
import { z } from "zod";
import { testDatabase } from "../../geodata/test-database.ts";

const { database } = await testDatabase();
const Row = z.object({ n: z.number() });

test("a transaction does not wait for a read that waits for the transaction", async () => {
  let reads = 0;
  const kept = new Kept(database, 60_000, async (executor) => {
    reads += 1;
    return (await executor.one(sql`select 7 as n`, Row)).n;
  });
  const begun = Promise.withResolvers<void>();
  // Asked for by somebody else while the transaction has the database to itself.
  const outside = begun.promise.then(() => kept.value());
  const inside = await database.transaction(async (tx) => {
    begun.resolve();
    await tx.one(sql`select 1 as n`, Row);
    return kept.value(tx);
  });
  expect([inside, await outside]).toEqual([7, 7]);
  // One read or two: where reads run side by side the first may be kept in time.
  const before = reads;
  expect(await kept.value()).toBe(7);
  expect(reads).toBe(before);
  kept.forget();
  await kept.value();
  expect(reads).toBe(before + 1);
});
