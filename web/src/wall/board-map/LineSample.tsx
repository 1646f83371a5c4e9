// A short sample of a river line as the map draws it.
import type { ReachState } from "@minqing/core/river/river";

export function LineSample({ state, width }: { state: ReachState; width: number }) {
  const y = 10;
  const line = (stroke: string, strokeWidth: number, dash = "none") => (
    <line x1={0} x2={width} y1={y} y2={y} stroke={stroke} strokeWidth={strokeWidth} strokeDasharray={dash} />
  );
  return (
    <svg width={width} height={20} aria-hidden="true">
      {state === "guarantee" ? (
        <>
          {line("#FF4D4F", 13)}
          {line("#172635", 3.5)}
        </>
      ) : null}
      {state === "warning" ? line("#FF9F2E", 8) : null}
      {state === "normal" || state === "none" ? line("#4F86B3", 3.5) : null}
      {state === "silent" ? line("#8FA3B8", 4, "7 6") : null}
    </svg>
  );
}
