// Files the open report. On success the new case is selected; on failure the report stays complete.
import type { Role } from "@minqing/core/access/account";
import { sourcesFor } from "@minqing/core/report/sources";
import { reportCase } from "../../api/cases.ts";
import { showNotice } from "../act/act-store.ts";
import { adviceOf } from "../act/send-command.ts";
import { tabOf } from "../case/case-tab.ts";
import { selectCase, useDesk } from "../desk-store.ts";
import { cacheAnswer } from "../own-answers.ts";
import { clearNewCase, useNewCase } from "./new-case-store.ts";
import { contactOf } from "./report-contact.ts";
import { reportGaps } from "./report-gaps.ts";

export async function fileReport(roles: readonly Role[]): Promise<void> {
  const report = useNewCase.getState();
  const { category, title, description, address, position, priority, source, key, sending } = report;
  if (sending || category === null || position === null || reportGaps(report).length > 0) return;
  const contact = contactOf(report.contact);
  useNewCase.setState({ sending: true, failure: null });
  try {
    const row = await reportCase(
      {
        category,
        title: title.trim(),
        position: [position[0], position[1]],
        ...(sourcesFor(roles).includes(source) ? { source } : {}),
        ...(description.trim() === "" ? {} : { description: description.trim() }),
        ...(address.trim() === "" ? {} : { address: address.trim() }),
        ...(priority === null ? {} : { priority }),
        ...(contact === undefined ? {} : { contact }),
      },
      key,
    );
    cacheAnswer(row, Date.now());
    clearNewCase();
    useDesk.setState({ newCaseOpen: false, tab: tabOf(row.status) });
    selectCase(row.id);
    showNotice({ tone: "done", text: "command.report.done", values: { number: row.number } });
  } catch (error) {
    useNewCase.setState({ sending: false, failure: adviceOf(error) });
  }
}
