// What grows old is dropped: sessions that ended, idempotency keys that nobody repeats any more, and personal data and logs
// beyond the days that the city keeps them.
import { purgeKeys } from "@minqing/geodata/case/queries";
import type { Database } from "@minqing/geodata/database";
import { RepeatedWork } from "@minqing/geodata/process/repeated-work";
import { purgeAll } from "./privacy/retention.ts";
import type { ServerContext } from "./server-context.ts";

const EVERY_MS = 10 * 60_000;
/** A client that repeats a request does so within a day. */
const KEYS_LIVE_MS = 24 * 3_600_000;

type AsOwner = (work: (owner: Database) => Promise<number>) => Promise<number>;

export function startUpkeep({ db, log, now, sessions }: ServerContext, asOwner: AsOwner): { close(): Promise<void> } {
  return new RepeatedWork({
    everyMs: EVERY_MS,
    work: async () => {
      await sessions.purge();
      await purgeKeys(db, new Date(now().getTime() - KEYS_LIVE_MS));
      const purged = await purgeAll(asOwner, now());
      if (Object.keys(purged).length > 0) log.info({ purged }, "dropped what is older than the city keeps it");
    },
    onFault: (fault) => log.error({ err: fault }, "upkeep failed; trying again"),
  });
}
