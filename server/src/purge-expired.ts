// Purges expired data at intervals: ended sessions, old attempts at passwords, and personal data and logs beyond the retention
// periods of the city.
import { purgeAttempts } from "@minqing/geodata/access/attempt-queries";
import type { Database } from "@minqing/geodata/database";
import { RepeatedWork } from "@minqing/geodata/process/repeated-work";
import { purgeAll } from "./privacy/retention.ts";
import type { ServerContext } from "./server-context.ts";

const EVERY_MS = 10 * 60_000;

/** Wrong passwords of a month ago are no row of guesses with one of today. */
const ATTEMPTS_KEPT_MS = 30 * 86_400_000;

type AsOwner = (work: (owner: Database) => Promise<number>) => Promise<number>;

export function startPurging({ db, log, now, sessions }: ServerContext, asOwner: AsOwner): { close(): Promise<void> } {
  return new RepeatedWork({
    everyMs: EVERY_MS,
    work: async () => {
      await sessions.purge();
      const at = now();
      await purgeAttempts(db, new Date(at.getTime() - ATTEMPTS_KEPT_MS), at);
      const purged = await purgeAll(asOwner, at);
      if (Object.keys(purged).length > 0) log.info({ purged }, "purged data beyond its retention period");
    },
    onFault: (fault) => log.error({ err: fault }, "purging expired data failed; trying again"),
  });
}
