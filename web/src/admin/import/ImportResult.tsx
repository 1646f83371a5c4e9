// The result of a checked file: how many rows are created or changed, and every cell with an issue and its expected
// value.
import type { ImportReport } from "@minqing/core/import/report";
import { Icon } from "../../design/Icon.tsx";
import { numberText } from "../../i18n/numbers.ts";
import { useText } from "../../i18n/use-text.ts";
import { RequestLink } from "../approval/AwaitsNote.tsx";
import { useApprover } from "../approval/use-approver.ts";

/** More rows than a person corrects at once; the file is checked again afterwards. */
const MAX_SHOWN = 500;

const COUNTS = ["rows", "create", "change", "same"] as const;
const HEADS = ["row", "cell", "column", "expected", "got"] as const;

interface Props {
  report: ImportReport;
}

function Verdict({ report }: Props) {
  const t = useText();
  const approver = useApprover();
  const wrong = report.refused.length;
  const isIdle = report.create + report.change === 0;
  if (wrong > 0) {
    return (
      <p className="verdict is-wanting" role="alert">
        <Icon name="alert" size={18} /> {t("admin.import.wrong", { n: numberText(wrong) })}
      </p>
    );
  }
  const { held } = report;
  if (held !== null) {
    return (
      <p className="verdict" role="status" data-held>
        <Icon name="clock" size={18} />
        {t("approval.import.waits", { n: held.accounts, role: approver })} <RequestLink id={held.approvalId} />
      </p>
    );
  }
  return (
    <p className="verdict" role="status">
      <Icon name="check" size={18} className="ok" />{" "}
      {t(report.written ? "admin.import.written" : isIdle ? "admin.import.nothing" : "admin.import.right")}
    </p>
  );
}

function ValidationIssues({ refused }: Pick<ImportReport, "refused">) {
  const t = useText();
  return (
    <div className="scroller">
      <table className="table import-issues">
        <thead>
          <tr>
            {HEADS.map((head) => (
              <th key={head} scope="col">
                {t(`admin.import.head.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {refused.slice(0, MAX_SHOWN).map(({ row, cell, column, reason, got }) => (
            <tr key={`${cell} ${reason} ${got}`} data-cell={cell}>
              <td>{row}</td>
              <td className="mono strong">{cell}</td>
              <td>{column}</td>
              <td className="wraps">{t(`admin.import.expected.${reason}`)}</td>
              <td className="mono wraps">{got === "" ? t("admin.import.emptyCell") : got}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {refused.length > MAX_SHOWN && <p className="list-foot muted">{t("admin.import.max", { n: MAX_SHOWN })}</p>}
    </div>
  );
}

export function ImportResult({ report }: Props) {
  const t = useText();
  return (
    <>
      <dl className="import-counts">
        {COUNTS.map((count) => (
          <div key={count}>
            <dt className="muted">{t(`admin.import.count.${count}`)}</dt>
            <dd data-count={count}>{numberText(report[count])}</dd>
          </div>
        ))}
      </dl>
      <Verdict report={report} />
      {report.refused.length > 0 && <ValidationIssues refused={report.refused} />}
    </>
  );
}
