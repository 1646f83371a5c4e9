// The state of an import: chosen kind and file, last report, whether it is written.

import { type ImportKind, type ImportReport, MAX_FILE_BYTES } from "@minqing/core/import/report";
import { useState } from "react";
import { importFile } from "../../api/imports.ts";
import { numberText } from "../../i18n/numbers.ts";
import { type Text, useText } from "../../i18n/use-text.ts";
import { readApprovals } from "../approval/approval-store.ts";
import { useApprover } from "../approval/use-approver.ts";
import { askFirst } from "../confirm/ask-store.ts";
import { showNotice } from "../notice-store.ts";
import { whyText } from "../why-text.ts";

interface State {
  kind: ImportKind;
  file: File | null;
  report: ImportReport | null;
  isWorking: boolean;
}

/** The report has no issues, and at least one row to write. */
export const canWrite = (report: ImportReport | null): report is ImportReport =>
  report !== null && !report.written && report.refused.length === 0 && report.create + report.change > 0;

const NOTHING = { file: null, report: null, isWorking: false };

function questionOf(t: Text, { kind, create, change }: ImportReport, approver: string) {
  const counts = [
    ...(create > 0 ? [t(`admin.import.effect.create.${kind}`, { n: numberText(create) })] : []),
    ...(change > 0 ? [t(`admin.import.effect.change.${kind}`, { n: numberText(change) })] : []),
  ];
  const warnings = [
    ...(kind === "accounts" ? [t("approval.import.mayWait", { role: approver })] : []),
    ...(kind === "accounts" && create > 0 ? [t("admin.import.effect.passwords")] : []),
  ];
  return { title: t("admin.import.ask"), effects: [...counts, ...warnings], act: t("admin.import.write") };
}

export function useImport() {
  const t = useText();
  const approver = useApprover();
  const [state, setState] = useState<State>({ ...NOTHING, kind: "accounts" });
  const { kind, file, report } = state;
  const announce = ({ written, held }: ImportReport) => {
    if (!written) showNotice("failed", t("admin.import.notWritten"));
    else if (held === null) showNotice("done", t("admin.import.done"));
    else {
      void readApprovals();
      showNotice("done", t("approval.import.sent", { n: held.accounts }));
    }
  };
  const send = async (dryRun: boolean) => {
    if (file === null) return;
    setState({ ...state, isWorking: true });
    try {
      const result = await importFile(kind, file, dryRun);
      setState({ ...state, report: result, isWorking: false });
      if (!dryRun) announce(result);
    } catch (error) {
      setState({ ...state, report: null, isWorking: false });
      showNotice("failed", whyText(t, error));
    }
  };
  return {
    ...state,
    choose: (next: ImportKind) => setState({ ...NOTHING, kind: next }),
    // The server cuts the connection of a file that is too large, so the page could not show a reason.
    take: (next: File | null) => {
      const isTooLarge = next !== null && next.size > MAX_FILE_BYTES;
      if (isTooLarge) showNotice("failed", t("admin.problem.payload-too-large"));
      setState({ ...state, file: isTooLarge ? null : next, report: null });
    },
    check: () => send(true),
    write: async () => {
      if (canWrite(report) && (await askFirst(questionOf(t, report, approver)))) await send(false);
    },
    clearPasswords: () => {
      if (report === null) return;
      const { passwords: _, ...rest } = report;
      setState({ ...state, report: rest });
    },
  };
}
