// Opens what keeps the audit trail beside the acts themselves: the sealer, and the rows of refusals and of looks at pictures each minute.
import { canOnlyAppend } from "@minqing/geodata/audit/queries";
import { RepeatedWork } from "@minqing/geodata/process/repeated-work";
import type { ServerContext } from "../server-context.ts";
import type { Anchor } from "./anchor.ts";
import { startSealer } from "./sealer.ts";

const MINUTE_MS = 60_000;

export async function startAudit(context: ServerContext, anchor: Anchor | null): Promise<{ close(): Promise<void> }> {
  const { db, log, now, demo, auditKey: key, accessDenials, pictureReads } = context;
  // The demo is embedded and says it in its documents; elsewhere it deserves a look.
  const level = demo ? "info" : "warn";
  if (!(await canOnlyAppend(db))) log[level]("this database cannot forbid its one role to change the audit trail");
  if (key === null) log[level]("no AUDIT_KEY_FILE: the heads of the audit trail are not signed, and nothing is purged");
  const sealer = startSealer({ db, log, now, key, anchor });
  const minutes = new RepeatedWork({
    everyMs: MINUTE_MS,
    work: async () => {
      accessDenials.endMinute();
      pictureReads.endMinute();
    },
    onFault: (fault) => log.error({ err: fault }, "counting for the audit trail failed"),
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
