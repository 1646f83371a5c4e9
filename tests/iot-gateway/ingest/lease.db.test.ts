// A gateway that may have lost its lease acknowledges nothing, not even a message it has just committed; when it leads
// again it finds that the message is stored already.
import { sql } from "@minqing/geodata/sql";
import { expect, test } from "vitest";
import { fillSmallCity } from "../../geodata/small-city.ts";
import { testDatabase } from "../../geodata/test-database.ts";
import { observationsOf } from "../mqtt-device.ts";
import { openRig } from "./rig.ts";

const { database, owner } = await testDatabase();
await fillSmallCity(owner);
const RAIN = "441500-rain-1";

/** Blocks every write until `release` is called. */
async function blockWrites(): Promise<{ release(): Promise<void> }> {
  const { promise: released, resolve } = Promise.withResolvers<void>();
  const { promise: locked, resolve: setLocked } = Promise.withResolvers<void>();
  const blocking = owner.transaction(async (tx) => {
    await tx.execute(sql`lock table device_counters in access exclusive mode`);
    setLocked();
    await released;
  });
  await locked;
  return {
    release: () => {
      resolve();
      return blocking;
    },
  };
}

test("a message committed while the lease is lost is acknowledged only when the lease is held again", async () => {
  const rig = await openRig(database);
  await rig.observe(RAIN, { t: Date.now(), values: { rainfall: 0 } });
  const writes = await blockWrites();
  let isAcknowledged = false;
  const sent = rig
    .sendAll([{ topic: observationsOf(RAIN), message: { t: Date.now(), values: { rainfall: 1 } } }])
    .then(() => {
      isAcknowledged = true;
    });
  await expect.poll(() => rig.pipeline.backlog).toBe(0);
  rig.gate.close();
  await writes.release();
  const stored = async () => (await database.raw(sql`select count(*)::int as n from observations`))[0]?.["n"];
  await expect.poll(stored).toBe(2);
  expect(isAcknowledged).toBe(false);

  rig.gate.open();
  await sent;
  expect(await stored()).toBe(2);
  const [counters] = await database.raw(
    sql`select received, stored, duplicate from device_counters where device_id = ${RAIN}`,
  );
  expect(counters).toEqual({ received: 3, stored: 2, duplicate: 1 });
  await rig.pipeline.close();
});
