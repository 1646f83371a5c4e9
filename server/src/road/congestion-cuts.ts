// Reads the cuts of congestion levels (拥堵分级): the setting of the city, else the usual cuts.
import type { CongestionCuts } from "@minqing/core/road/road";
import type { Executor } from "@minqing/geodata/database";
import { readSetting } from "@minqing/geodata/setting/queries";
import { z } from "zod";

/** Travel time index 1.5, 1.8, 2.2: common practice. */
const USUAL: CongestionCuts = [1.5, 1.8, 2.2];

export async function congestionCuts(executor: Executor, at: Date): Promise<CongestionCuts> {
  return (
    (await readSetting(executor, "road.congestion_cuts", z.tuple([z.number(), z.number(), z.number()]), at)) ?? USUAL
  );
}
