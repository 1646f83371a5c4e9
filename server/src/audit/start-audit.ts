// Starts the background work of the audit trail: the sealer, and each minute the rows of denied access and picture reads.
import { canOnlyAppend } from "@minqing/geodata/audit/queries";
import { RepeatedWork } from "@minqing/geodata/process/repeated-work";
import type { ServerContext } from "../server-context.ts";
import type { Anchor } from "./anchor.ts";
import { startSealer } from "./sealer.ts";

const MINUTE_MS = 60_000;

export async function startAudit(context: ServerContext, anchor: Anchor | null): Promise<{ close(): Promise<void> }> {
  const { db, log, now, demo, auditKey: key, accessDenials, pictureReads } = context;
  // Expected in the demo, whose database is embedded; elsewhere the operator should check it.
  const level = demo ? "info" : "warn";
  if (!(await canOnlyAppend(db)))
    log[level]("this database cannot prevent its only role from changing the audit trail");
  if (key === null)
    log[level]("no AUDIT_KEY_FILE: the heads of the audit trail are not signed, and no audit rows are purged");
  const sealer = startSealer({ db, log, now, key, anchor });
  const minutes = new RepeatedWork({
    everyMs: MINUTE_MS,
    work: async () => {
      accessDenials.endMinute();
      pictureReads.endMinute();
    },
    onFault: (fault) => log.error({ err: fault }, "writing the minute rows of the audit trail failed"),
  });
  return {
    close: async () => {
      await minutes.close();
      await accessDenials.settle();
      await pictureReads.settle();
      await sealer.close();
    },
  };
}
