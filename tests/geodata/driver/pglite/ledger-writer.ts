// A process for the kill test: opens the folder, commits numbers one by one in small batches, and prints each after its commit.
import { PgliteDatabase } from "@minqing/geodata/driver/pglite/pglite-database";
import { sql } from "@minqing/geodata/sql";

const [folder = "", mode = "write"] = process.argv.slice(2);
const database = await PgliteDatabase.open({ folder, checkpointEveryMs: 300, vacuumEveryMs: 200 }).catch((fault) => {
  console.log(`refused ${fault.name}: ${fault.message}`);
  process.exit(3);
});
await database.script(
  "create schema if not exists minqing; create table if not exists minqing.ledger (n bigint, filler text)",
);
console.log("open");
if (mode === "hold") setInterval(() => undefined, 1000);
else {
  const rows = await database.raw(sql`select coalesce(max(n), 0) as n from ledger`);
  for (let n = Number(rows[0]?.["n"]) + 1; ; n++) {
    await database.transaction(async (tx) => {
      await tx.execute(sql`insert into ledger select ${n}, repeat('x', 200) from generate_series(1, 5)`);
    });
    console.log(`stored ${n}`);
  }
}
