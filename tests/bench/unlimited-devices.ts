// A bench sends with few devices what a city sends with thousands: the limits of one device are set beyond its reach.
import { DEFAULT_DEVICE_LIMITS, DEVICE_LIMITS_KEY } from "@minqing/core/device/limits";
import type { Executor } from "@minqing/geodata/database";
import { openDatabase } from "@minqing/geodata/open-database";
import { replaceSetting } from "@minqing/geodata/setting/queries";
import { type DemoProgram, startDemo } from "../services/demo-program.ts";

export const liftDeviceLimits = (owner: Executor): Promise<string> =>
  replaceSetting(
    owner,
    DEVICE_LIMITS_KEY,
    { ...DEFAULT_DEVICE_LIMITS, messagesPerSecond: 1_000_000, messageBurst: 1_000_000 },
    new Date(),
  );

/** The embedded demo in a new folder; the limits are lifted between its first start and its second. */
export async function startUnlimitedDemo(dataDir: string): Promise<DemoProgram> {
  await (await startDemo(dataDir)).stop();
  const database = await openDatabase({ dataDir });
  await liftDeviceLimits(database).finally(() => database.close());
  return startDemo(dataDir);
}
