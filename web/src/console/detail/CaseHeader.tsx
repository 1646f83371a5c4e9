// The head of a case: title, stages, time left, responsible department.
import { CASE_ACT_NAMES } from "@minqing/core/case/acts";
import type { CaseView } from "@minqing/core/case/case";
import { isMark } from "@minqing/core/case/decide";
import type { CaseDetail } from "../../api/cases.ts";
import { Icon } from "../../design/Icon.tsx";
import { PriorityShape } from "../../design/PriorityShape.tsx";
import { useName } from "../../i18n/named.ts";
import { clockText, monthDayTime } from "../../i18n/time-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { useNow } from "../../live/use-now.ts";
import { timeLeft } from "../case/time-left.ts";
import { usePlace } from "../case/use-place.ts";
import { useDepartmentName } from "../department/use-department-name.ts";
import { SecrecyTag } from "./SecrecyTag.tsx";
import { Stepper } from "./Stepper.tsx";

/** In the order of the table; that a report came is told by the reports themselves. */
const MARKS = CASE_ACT_NAMES.filter((name) => isMark(name) && !name.startsWith("report-"));

function TimeLeft({ detail }: { detail: CaseDetail }) {
  const t = useText();
  const nowMs = useNow();
  const { case: row } = detail;
  if (row.closedAt !== null) {
    const took = Date.parse(row.closedAt) - Date.parse(row.reportedAt);
    return (
      <p className="detail-left">
        <span className="muted">{t("console.closedAfter", { at: monthDayTime(Date.parse(row.closedAt)) })}</span>
        <b>{clockText(took)}</b>
      </p>
    );
  }
  const left = timeLeft(row, nowMs);
  if (left === null) return <p className="detail-left muted">{t("console.noLimit")}</p>;
  return (
    <p className={`detail-left is-${left.state}`}>
      <span className="muted">
        {t(left.state === "over" ? "console.stageOver" : "console.stageLeft", { stage: t(`status.${row.status}`) })}
      </span>
      <b>{clockText(left.leftMs)}</b>
      <span className="muted">{t("console.limit", { clock: clockText(left.totalMs) })}</span>
    </p>
  );
}

/** What was marked on the case and how often: 临期, 超期, 催办… */
function MarkTags({ row }: { row: CaseView }) {
  const t = useText();
  return MARKS.flatMap((name) => {
    const mark = row.marks[name];
    if (mark === undefined) return [];
    const times = mark.count > 1 ? ` ×${mark.count}` : "";
    return (
      <span key={name} className="tag is-mark">
        {t(`command.${name}.label`)}
        {times}
      </span>
    );
  });
}

export function CaseHeader({ detail }: { detail: CaseDetail }) {
  const t = useText();
  const name = useName();
  const place = usePlace();
  const department = useDepartmentName();
  const { case: row } = detail;
  return (
    <header className="case-head">
      <div className="case-title">
        <PriorityShape priority={row.priority} size={30} label={t(`priority.${row.priority}`)} />
        <h1>
          {place(row)} · {name(row.categoryNameZh, row.categoryNameEn)}
        </h1>
        <span className="muted">{t("console.number", { number: row.number })}</span>
        <span className="tag">
          {t(`console.kind.${row.kind}`)} {row.category}
        </span>
        <SecrecyTag row={row} />
        {row.returnCount > 0 && <span className="tag">{t("console.returned", { n: row.returnCount })}</span>}
        {row.reworkCount > 0 && (
          <span className="tag is-rework">
            <Icon name="back" size={14} /> {t("console.reworked", { n: row.reworkCount })}
          </span>
        )}
        <MarkTags row={row} />
        <TimeLeft detail={detail} />
      </div>
      <div className="case-progress">
        <Stepper detail={detail} />
        <p className="case-owner">
          <span className="muted">{t("console.owner")}</span>
          <b>{department(row) ?? t(row.status === "registered" ? "console.unassigned" : "console.ownerCentre")}</b>
        </p>
      </div>
    </header>
  );
}
