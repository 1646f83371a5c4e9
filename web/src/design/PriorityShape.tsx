// The shape of a priority: filled for an active alarm or open case, hollow otherwise.
import type { Priority } from "@minqing/core/alarm/priority";
import { PRIORITY_COLOURS, PRIORITY_PATHS } from "./priority.ts";

interface Props {
  priority: Priority;
  size: number;
  /** For screen readers; without it the shape is decoration beside a text with the priority. */
  label?: string;
  hollow?: boolean;
  /** Replaces the priority's colour, for shapes on a filled badge. */
  colour?: string;
  className?: string;
}

export function PriorityShape({ priority, size, label, hollow = false, colour, className }: Props) {
  const paint = colour ?? PRIORITY_COLOURS[priority];
  return (
    <svg
      className={className}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      role={label === undefined ? "presentation" : "img"}
      aria-label={label}
      aria-hidden={label === undefined}
    >
      <path
        d={PRIORITY_PATHS[priority]}
        fill={hollow ? "none" : paint}
        stroke={hollow ? paint : "none"}
        strokeWidth={hollow ? 2 : 0}
        strokeLinejoin="round"
      />
    </svg>
  );
}
