// Purges expired data at intervals: ended sessions, and personal data and logs beyond the retention
// periods of the city.
import type { Database } from "@minqing/geodata/database";
import { RepeatedWork } from "@minqing/geodata/process/repeated-work";
import { purgeAll } from "./privacy/retention.ts";
import type { ServerContext } from "./server-context.ts";

const EVERY_MS = 10 * 60_000;

type AsOwner = (work: (owner: Database) => Promise<number>) => Promise<number>;

export function startPurging({ log, now, sessions }: ServerContext, asOwner: AsOwner): { close(): Promise<void> } {
  return new RepeatedWork({
    everyMs: EVERY_MS,
    work: async () => {
      await sessions.purge();
      const purged = await purgeAll(asOwner, now());
      if (Object.keys(purged).length > 0) log.info({ purged }, "purged data beyond its retention period");
    },
    onFault: (fault) => log.error({ err: fault }, "purging expired data failed; trying again"),
  });
}
