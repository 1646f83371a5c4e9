// A curve of the last 24 hours without axes; the day before in grey.
import type { TimelineLane } from "@minqing/core/kpi/kpi";
import { linePath } from "../timeline/lane-paths.ts";

interface Props {
  lane: TimelineLane | null;
  width: number;
  height: number;
}

export function Spark({ lane, width, height }: Props) {
  if (width === 0) return null;
  if (lane === null) return <svg className="spark" width={width} height={height} aria-hidden="true" />;
  const all = [...lane.values, ...(lane.before ?? [])].filter((value) => value !== null);
  const top = Math.max(1e-9, ...all);
  const path = (values: readonly (number | null)[]) =>
    linePath(values, { width, height: height - 4, min: 0, max: top });
  return (
    <svg className="spark" width={width} height={height} viewBox={`0 -2 ${width} ${height}`} aria-hidden="true">
      {lane.before === null ? null : <path d={path(lane.before)} fill="none" stroke="#7B8FA3" strokeWidth="2" />}
      <path d={path(lane.values)} fill="none" stroke="#E8EEF4" strokeWidth="3" strokeLinejoin="round" />
    </svg>
  );
}
