// The last 24 hours on one axis that ends at 现在: rain, cases with the urgent ones at their base, tide or speed.

import type { TimelineLane } from "@minqing/core/kpi/kpi";
import { Fragment, useLayoutEffect, useRef, useState } from "react";
import { numberText } from "../../i18n/numbers.ts";
import type { KeyUnder } from "../../i18n/text-key.ts";
import { hourMinute, monthDay } from "../../i18n/time-text.ts";
import { useText } from "../../i18n/use-text.ts";
import type { Polled } from "../data/use-poll.ts";
import type { Theme } from "../theme.ts";
import { bars, hourTicks, linePath } from "./lane-paths.ts";

interface LanePlan {
  key: KeyUnder<"wall.lane">;
  shape: "bars" | "line";
  /** Drawn over the bars, at their base. */
  base?: string;
  digits: number;
}

const CASES: LanePlan = { key: "cases", shape: "bars", base: "cases_urgent", digits: 0 };
const RAIN: LanePlan = { key: "rain_mm_h", shape: "bars", digits: 1 };
const TIDE: LanePlan = { key: "tide_m", shape: "line", digits: 2 };
const SPEED: LanePlan = { key: "speed_kmh", shape: "line", digits: 1 };

const LANES: Record<Theme, readonly LanePlan[]> = {
  emergency: [RAIN, CASES, TIDE],
  river: [RAIN, CASES, TIDE],
  urban: [RAIN, CASES, TIDE],
  traffic: [RAIN, CASES, SPEED],
};

interface Props {
  lanes: Polled<TimelineLane[]>;
  theme: Theme;
  /** The maximum number of lanes. */
  maxLanes: number;
}

function range(lane: TimelineLane, shape: LanePlan["shape"]): { min: number; max: number } {
  const all = [...lane.values, ...(lane.before ?? [])].filter((value) => value !== null);
  const max = all.length === 0 ? 1 : Math.max(...all);
  if (shape === "bars") return { min: 0, max: Math.max(max, 1) };
  const min = all.length === 0 ? 0 : Math.min(...all);
  const slack = Math.max((max - min) * 0.1, 0.05);
  return { min: min - slack, max: max + slack };
}

const newest = (lane: TimelineLane): number | null => lane.values.findLast((value) => value !== null) ?? null;

function LanePicture({ plan, lane, base, width, height }: LanePictureProps) {
  const box = { width, height, ...range(lane, plan.shape) };
  if (plan.shape === "line") {
    return (
      <>
        {lane.before === null ? null : (
          <path d={linePath(lane.before, box)} fill="none" stroke="#7B8FA3" strokeWidth="2" />
        )}
        <path d={linePath(lane.values, box)} fill="none" stroke="#E8EEF4" strokeWidth="3" strokeLinejoin="round" />
      </>
    );
  }
  return (
    <>
      {bars(lane.values, box).map((bar) => (
        <rect key={bar.x} {...bar} fill={plan.key === "rain_mm_h" ? "#7FA6CC" : "#4F7FA8"} />
      ))}
      {base === null ? null : bars(base.values, box).map((bar) => <rect key={bar.x} {...bar} fill="#FF9F2E" />)}
      {lane.before === null ? null : (
        <path d={linePath(lane.before, box)} fill="none" stroke="#7B8FA3" strokeWidth="2" strokeDasharray="2 4" />
      )}
    </>
  );
}

interface LanePictureProps {
  plan: LanePlan;
  lane: TimelineLane;
  base: TimelineLane | null;
  width: number;
  height: number;
}

/** Height of the time axis under the lanes. */
const AXIS_PX = 40;

export function Timeline({ lanes, theme, maxLanes }: Props) {
  const t = useText();
  const frame = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  useLayoutEffect(() => {
    if (frame.current === null) return;
    const { clientWidth: width, clientHeight: height } = frame.current;
    setSize((before) => (before.width === width && before.height === height ? before : { width, height }));
  });
  const byKey = new Map((lanes.data ?? []).map((lane) => [lane.key, lane]));
  const plans = LANES[theme].filter(({ key }) => byKey.has(key)).slice(-maxLanes);
  const first = plans.map(({ key }) => byKey.get(key)).find((lane) => lane !== undefined);
  const fromMs = first === undefined ? 0 : Date.parse(first.from);
  const toMs = first === undefined ? 1 : fromMs + first.stepMs * first.values.length;
  const laneHeight = plans.length === 0 ? 0 : (size.height - AXIS_PX) / plans.length;
  return (
    <section className={`timeline${lanes.error === null ? "" : " hatch"}`} data-panel="timeline">
      <div className="lane-names">
        {plans.map(({ key }) => (
          <p key={key} style={{ height: laneHeight }}>
            <span>{t(`wall.lane.${key}`)}</span>
          </p>
        ))}
      </div>
      <div className="lane-frame" ref={frame}>
        {first === undefined ? (
          <p className="loading">{lanes.error === null ? t("state.loading") : t("state.error")}</p>
        ) : (
          <svg width={size.width} height={size.height} role="img" aria-label={t("wall.timeline.label")}>
            {hourTicks(fromMs, toMs, size.width, 3).map((tick) => (
              <Fragment key={tick.atMs}>
                <line x1={tick.x} x2={tick.x} y1={0} y2={size.height - AXIS_PX} stroke="#22374A" strokeWidth="2" />
                {tick.x < 50 || tick.x > size.width - 130 ? null : (
                  <text x={tick.x} y={size.height - 8} textAnchor="middle">
                    {tick.isMidnight ? `${monthDay(tick.atMs)}` : hourMinute(tick.atMs)}
                  </text>
                )}
              </Fragment>
            ))}
            {plans.map((plan, index) => {
              const lane = byKey.get(plan.key);
              if (lane === undefined) return null;
              const base = plan.base === undefined ? null : (byKey.get(plan.base) ?? null);
              const height = laneHeight - 12;
              return (
                <g key={plan.key} transform={`translate(0 ${index * laneHeight + 8})`}>
                  <line x1={0} x2={size.width} y1={height} y2={height} stroke="#22374A" strokeWidth="1" />
                  <LanePicture plan={plan} lane={lane} base={base} width={size.width} height={height} />
                </g>
              );
            })}
            <line
              x1={size.width - 2}
              x2={size.width - 2}
              y1={0}
              y2={size.height - AXIS_PX}
              stroke="#fff"
              strokeWidth="3"
            />
          </svg>
        )}
        <p className="now-flag">{t("wall.timeline.now")}</p>
      </div>
      <div className="lane-values">
        {plans.map((plan) => {
          const lane = byKey.get(plan.key);
          return (
            <p key={plan.key} style={{ height: laneHeight }}>
              <strong>{lane === undefined ? "–" : numberText(newest(lane), plan.digits)}</strong>
            </p>
          );
        })}
        <p className="lane-note">{t("wall.timeline.before")}</p>
      </div>
    </section>
  );
}
