// The alarm of a case: value and limit, and the curve around the moment it was raised.
import type { AlarmView } from "@minqing/core/alarm/alarm";
import { useState } from "react";
import { PriorityShape } from "../../design/PriorityShape.tsx";
import { numberText } from "../../i18n/numbers.ts";
import { hourMinute, monthDayTime } from "../../i18n/time-text.ts";
import { useAlarmTitle } from "../../i18n/use-alarm-title.ts";
import { useText } from "../../i18n/use-text.ts";
import { ReadFailure } from "../ReadFailure.tsx";
import { type ChartPoint, observationChart } from "./observation-chart.ts";
import { useObservations } from "./use-observations.ts";

const BOX = { width: 356, height: 150 };
/** Points further apart are not joined. Devices of the demo report every one to five minutes. */
const GAP_MS = 20 * 60_000;

function Chart({ alarm, points }: { alarm: AlarmView; points: readonly ChartPoint[] }) {
  const t = useText();
  const chart = observationChart(points, alarm.limit, BOX, GAP_MS);
  if (chart === null) return <p className="muted">{t("console.chart.empty")}</p>;
  const raisedX = Math.min(Math.max(chart.x(Date.parse(alarm.raisedAt)), 0), BOX.width);
  const first = Math.min(...points.map(({ atMs }) => atMs));
  return (
    <svg
      className="chart"
      viewBox={`-44 -8 ${BOX.width + 56} ${BOX.height + 32}`}
      role="img"
      aria-label={t("console.chart")}
    >
      {chart.ticks.map((tick) => (
        <g key={tick}>
          <line className="chart-grid" x1="0" x2={BOX.width} y1={chart.y(tick)} y2={chart.y(tick)} />
          <text x="-6" y={chart.y(tick) + 4} textAnchor="end">
            {numberText(tick, 2)}
          </text>
        </g>
      ))}
      {alarm.limit !== null && (
        <line className="chart-limit" x1="0" x2={BOX.width} y1={chart.y(alarm.limit)} y2={chart.y(alarm.limit)} />
      )}
      <line className="chart-raised" x1={raisedX} x2={raisedX} y1="-4" y2={BOX.height} />
      <path className="chart-curve" d={chart.path} />
      <circle className="chart-last" cx={chart.x(chart.last.atMs)} cy={chart.y(chart.last.value)} r="3.5" />
      <text x="0" y={BOX.height + 18}>
        {hourMinute(first)}
      </text>
      <text x={BOX.width} y={BOX.height + 18} textAnchor="end">
        {hourMinute(chart.last.atMs)}
      </text>
    </svg>
  );
}

export function SourceAlarm({ alarm }: { alarm: AlarmView }) {
  const t = useText();
  const alarmTitle = useAlarmTitle();
  const [attempt, setAttempt] = useState(0);
  const observed = useObservations(alarm, attempt);
  return (
    <div className="source-alarm">
      <p className="evidence-line">
        <PriorityShape priority={alarm.priority} size={16} label={t(`priority.${alarm.priority}`)} />{" "}
        <b>{alarmTitle(alarm)}</b> {alarm.thingName ?? ""}
      </p>
      {observed?.is === "reading" && <p className="muted">{t("state.loading")}</p>}
      {observed?.is === "failed" && (
        <ReadFailure what={t("console.chart")} failed={observed} onRetry={() => setAttempt(attempt + 1)} />
      )}
      {observed?.is === "read" && <Chart alarm={alarm} points={observed.points} />}
      <p className="muted evidence-line">
        {t("console.alarm.raisedAt", { at: monthDayTime(Date.parse(alarm.raisedAt)) })}
        {" · "}
        {alarm.acknowledgedAt === null
          ? t("console.alarm.notAcknowledged")
          : t("console.alarm.acknowledgedBy", {
              who: alarm.acknowledgedBy ?? "",
              at: monthDayTime(Date.parse(alarm.acknowledgedAt)),
            })}
        {alarm.clearedAt !== null &&
          ` · ${t("console.alarm.clearedAt", { at: monthDayTime(Date.parse(alarm.clearedAt)) })}`}
      </p>
    </div>
  );
}
