// The used part of a time limit as a bar; a tick marks the limit, so that lateness has a length too.

/** The limit is at three quarters of the bar. */
const LIMIT_AT = 0.75;

interface Props {
  share: number;
  tone: "calm" | "tight" | "over" | "late";
  width: number;
}

export function LimitBar({ share, tone, width }: Props) {
  const used = Math.min(Math.max(share, 0) * LIMIT_AT, 1) * width;
  return (
    <svg className={`limit-bar is-${tone}`} width={width} height="12" aria-hidden="true">
      <rect className="track" width={width} height="12" />
      <rect className="used" width={used} height="12" />
      <rect className="tick" x={width * LIMIT_AT - 1} y="0" width="2" height="12" />
    </svg>
  );
}
