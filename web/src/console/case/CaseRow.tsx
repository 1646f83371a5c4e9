// One case in the event list.
import type { CaseView } from "@minqing/core/case/case";
import { PriorityShape } from "../../design/PriorityShape.tsx";
import { useName } from "../../i18n/named.ts";
import { spanText } from "../../i18n/time-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { useDepartmentName } from "../department/use-department-name.ts";
import { TimeLeftCell } from "./TimeLeftCell.tsx";
import { usePlace } from "./use-place.ts";

export function CaseRow({ row, nowMs }: { row: CaseView; nowMs: number }) {
  const t = useText();
  const name = useName();
  const place = usePlace();
  const department = useDepartmentName();
  const isUnassigned = row.status === "registered";
  return (
    <>
      <span className="cell-shape">
        <PriorityShape priority={row.priority} size={20} label={t(`priority.${row.priority}`)} />
      </span>
      <span className="cell-number">{row.number}</span>
      <span className={`cell-category ${row.priority <= 2 ? "strong" : ""}`}>
        {name(row.categoryNameZh, row.categoryNameEn)}
      </span>
      <span className="cell-place" title={row.title}>
        {place(row)}
      </span>
      <TimeLeftCell row={row} nowMs={nowMs} />
      <span className="cell-source muted">{t(`source.${row.source}`)}</span>
      <span className="cell-owner">
        {isUnassigned ? <b>{t("console.unassigned")}</b> : (department(row) ?? t(`status.${row.status}`))}
      </span>
      <span className="cell-age">{spanText(t, nowMs - Date.parse(row.reportedAt))}</span>
    </>
  );
}
