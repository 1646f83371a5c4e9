// What grows old is dropped: sessions that ended, idempotency keys that nobody repeats any more.
import { purgeKeys } from "@minqing/geodata/case/queries";
import { RepeatedWork } from "./repeated-work.ts";
import type { ServerContext } from "./server-context.ts";

const EVERY_MS = 10 * 60_000;
/** A client that repeats a request does so within a day. */
const KEYS_LIVE_MS = 24 * 3_600_000;

export function startUpkeep({ db, log, now, sessions }: ServerContext): { close(): Promise<void> } {
  return new RepeatedWork({
    everyMs: EVERY_MS,
    work: async () => {
      await sessions.purge();
      await purgeKeys(db, new Date(now().getTime() - KEYS_LIVE_MS));
    },
    onFault: (fault) => log.error({ err: fault }, "upkeep failed; trying again"),
  });
}
