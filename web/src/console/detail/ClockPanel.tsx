// The clock of a case (时钟): where its time went since the report, by holder, and the clock of its deadline.
import { type CaseClock, unitMs } from "@minqing/core/case/clock";
import { stageOf } from "@minqing/core/case/stages";
import { type RefObject, useEffect, useRef } from "react";
import type { CaseDetail } from "../../api/cases.ts";
import { clockText, hourMinute, hourMinuteSecond, monthDay, monthDayTime } from "../../i18n/time-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { useNow } from "../../live/use-now.ts";
import { timeLeft } from "../case/time-left.ts";
import { useDepartmentName } from "../department/use-department-name.ts";
import { type Stretch, stretchesOf, stripShares } from "./stretches.ts";

const STRIP = { width: 848, height: 44, minimum: 0.035 };

function Strip({ intervals, state }: { intervals: readonly Stretch[]; state: string }) {
  const shares = stripShares(intervals, STRIP.minimum);
  const starts = shares.map((_, index) => shares.slice(0, index).reduce((sum, share) => sum + share, 0) * STRIP.width);
  return (
    <svg className="clock-strip" viewBox={`0 0 ${STRIP.width} 84`} aria-hidden="true">
      {intervals.map((interval, index) => {
        const x = starts[index] ?? 0;
        const width = (shares[index] ?? 0) * STRIP.width;
        const kind = interval.running
          ? `running is-${state}`
          : stageOf(interval.status).heldBy === "unit"
            ? "unit"
            : "centre";
        return (
          <g key={interval.seq}>
            {width > 44 && (
              <text className="strip-time" x={x} y="14">
                {hourMinute(interval.fromMs)}
              </text>
            )}
            <rect className={`strip-part ${kind}`} x={x} y="24" width={Math.max(width - 2, 1)} height={STRIP.height} />
            {width > 64 && (
              <text className="strip-length" x={x + width / 2} y="51" textAnchor="middle">
                {clockText(interval.toMs - interval.fromMs)}
              </text>
            )}
          </g>
        );
      })}
      <rect className="strip-now" x={STRIP.width - 3} y="16" width="3" height="60" />
    </svg>
  );
}

function IntervalRow({ interval, index, state }: { interval: Stretch; index: number; state: string }) {
  const t = useText();
  const department = useDepartmentName();
  const holder = stageOf(interval.status).heldBy === "unit" ? department(interval) : null;
  return (
    <tr className={interval.running ? `is-running is-${state}` : ""}>
      <td className="muted">{index + 1}</td>
      <td>
        <i className={`swatch ${stageOf(interval.status).heldBy === "unit" ? "unit" : "centre"}`} />
        {monthDay(interval.fromMs)} {hourMinuteSecond(interval.fromMs)} –{" "}
        {interval.running ? t("console.now") : hourMinuteSecond(interval.toMs)}
      </td>
      <td className="number">{clockText(interval.toMs - interval.fromMs)}</td>
      <td>{t(`status.${interval.status}`)}</td>
      <td className="muted">{holder ?? t("console.ownerCentre")}</td>
    </tr>
  );
}

/** The handling clock: how much of it the unit had, and whether it was stopped in time. */
function HandlingTime({ clock, nowMs }: { clock: CaseClock; nowMs: number }) {
  const t = useText();
  const { stoppedAt, dueAt, struck } = clock;
  const isLate = stoppedAt !== null && dueAt !== null && Date.parse(stoppedAt) > Date.parse(dueAt);
  return (
    <span title={t("console.clock.rule")}>
      {t("console.clock.unitTime", { clock: clockText(unitMs(clock, new Date(nowMs))) })}
      {stoppedAt !== null && ` · ${t(isLate ? "console.clock.stoppedLate" : "console.clock.stoppedOnTime")}`}
      {struck.length > 0 && ` · ${t("console.clock.struck", { n: struck.length })}`}
    </span>
  );
}

/** Clocks that run beside the one whose deadline is shown: handling while the desk has the case, taking up, a supervision. */
function OtherDues({ detail }: { detail: CaseDetail }) {
  const t = useText();
  const { case: row, clocks } = detail;
  return clocks
    .filter(({ stoppedAt, dueAt }) => stoppedAt === null && dueAt !== null && dueAt !== row.deadlineAt)
    .map(({ clock, startedBy, dueAt }) => (
      <span key={`${clock} ${startedBy}`}>
        {t(`console.clockName.${clock}`)} {monthDayTime(Date.parse(dueAt ?? ""))}
      </span>
    ));
}

function Foot({ detail, nowMs }: { detail: CaseDetail; nowMs: number }) {
  const t = useText();
  const { case: row, clocks } = detail;
  const left = timeLeft(row, nowMs);
  const handling = clocks.findLast(({ clock }) => clock === "handling");
  return (
    <footer className="hint-bar">
      {row.deadlineAt === null || left === null ? (
        <span>{t("console.clock.noDue")}</span>
      ) : (
        <>
          <b>{t("console.clock.due", { at: monthDayTime(Date.parse(row.deadlineAt)) })}</b>
          <span>{t(left.state === "over" ? "console.clock.ifNowLate" : "console.clock.ifNowOnTime")}</span>
        </>
      )}
      <OtherDues detail={detail} />
      {handling !== undefined && <HandlingTime clock={handling} nowMs={nowMs} />}
    </footer>
  );
}

/** Keeps the last row, the running interval, in view, also when the dock opens. */
function useEndInSight(): RefObject<HTMLDivElement | null> {
  const table = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = table.current;
    if (element === null) return;
    const watcher = new ResizeObserver(() => element.scrollTo({ top: element.scrollHeight }));
    watcher.observe(element);
    return () => watcher.disconnect();
  }, []);
  return table;
}

export function ClockPanel({ detail }: { detail: CaseDetail }) {
  const t = useText();
  const nowMs = useNow();
  const { case: row, acts } = detail;
  const table = useEndInSight();
  const intervals = stretchesOf(row, acts, nowMs);
  const total = intervals.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
  const state = timeLeft(row, nowMs)?.state ?? "calm";
  return (
    <section className="pane clock-panel" aria-label={t("console.clock")}>
      <header className="pane-head">
        <h2>{t("console.clock")}</h2>
        <b>{clockText(total)}</b>
        <span className="muted head-note">
          {t("console.clock.since", { at: monthDayTime(Date.parse(row.reportedAt)) })}
        </span>
        <div className="pane-tools muted clock-legend">
          <i className="swatch centre" /> {t("console.ownerCentre")} <i className="swatch unit" />{" "}
          {t("console.ownerUnit")}
        </div>
      </header>
      <Strip intervals={intervals} state={state} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard */}
      <div className="clock-table" tabIndex={0} ref={table}>
        <table>
          <thead>
            <tr>
              <th />
              <th>{t("console.clock.fromTo")}</th>
              <th className="number">{t("console.clock.length")}</th>
              <th>{t("console.clock.stage")}</th>
              <th>{t("console.clock.holder")}</th>
            </tr>
          </thead>
          <tbody>
            {intervals.map((interval, index) => (
              <IntervalRow key={interval.seq} interval={interval} index={index} state={state} />
            ))}
          </tbody>
        </table>
      </div>
      <Foot detail={detail} nowMs={nowMs} />
    </section>
  );
}
