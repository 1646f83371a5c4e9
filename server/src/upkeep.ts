// What grows old is dropped: sessions that ended, idempotency keys that nobody repeats any more, and the change log beyond
// the days that the city keeps it.
import { purgeKeys } from "@minqing/geodata/case/queries";
import { purgeChanges } from "@minqing/geodata/change/queries";
import type { Database } from "@minqing/geodata/database";
import { readSetting } from "@minqing/geodata/setting/queries";
import { z } from "zod";
import { purgeAudit } from "./audit/retention.ts";
import { RepeatedWork } from "./repeated-work.ts";
import type { ServerContext } from "./server-context.ts";

const EVERY_MS = 10 * 60_000;
/** A client that repeats a request does so within a day. */
const KEYS_LIVE_MS = 24 * 3_600_000;

/** A screen that slept longer takes a new snapshot. Data of the city where it sets `change.keep_days`. */
const KEEP_LOG_DAYS = 7;
const DAY_MS = 86_400_000;

type AsOwner = (work: (owner: Database) => Promise<number>) => Promise<number>;

export function startUpkeep({ db, log, now, sessions }: ServerContext, asOwner: AsOwner): { close(): Promise<void> } {
  return new RepeatedWork({
    everyMs: EVERY_MS,
    work: async () => {
      await sessions.purge();
      await purgeKeys(db, new Date(now().getTime() - KEYS_LIVE_MS));
      const days = (await readSetting(db, "change.keep_days", z.number().positive(), now())) ?? KEEP_LOG_DAYS;
      const purged = await asOwner((owner) => purgeChanges(owner, new Date(now().getTime() - days * DAY_MS)));
      if (purged > 0) log.info({ purged, days }, "dropped old entries of the change log");
      const rows = await asOwner((owner) => purgeAudit(owner, now()));
      if (rows > 0) log.info({ rows }, "dropped old rows of the audit trail");
    },
    onFault: (fault) => log.error({ err: fault }, "upkeep failed; trying again"),
  });
}
