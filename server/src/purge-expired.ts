// Purges expired data at intervals: ended sessions, old idempotency keys, and personal data and logs beyond the retention
// periods of the city.
import { purgeKeys } from "@minqing/geodata/case/queries";
import type { Database } from "@minqing/geodata/database";
import { RepeatedWork } from "@minqing/geodata/process/repeated-work";
import { purgeAll } from "./privacy/retention.ts";
import type { ServerContext } from "./server-context.ts";

const EVERY_MS = 10 * 60_000;
/** A client that repeats a request does so within a day. */
const KEY_LIFETIME_MS = 24 * 3_600_000;

type AsOwner = (work: (owner: Database) => Promise<number>) => Promise<number>;

export function startPurging({ db, log, now, sessions }: ServerContext, asOwner: AsOwner): { close(): Promise<void> } {
  return new RepeatedWork({
    everyMs: EVERY_MS,
    work: async () => {
      await sessions.purge();
      await purgeKeys(db, new Date(now().getTime() - KEY_LIFETIME_MS));
      const purged = await purgeAll(asOwner, now());
      if (Object.keys(purged).length > 0) log.info({ purged }, "purged data beyond its retention period");
    },
    onFault: (fault) => log.error({ err: fault }, "purging expired data failed; trying again"),
  });
}
