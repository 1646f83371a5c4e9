// One icon; decorative unless it has a label.
import { ICONS, type IconName } from "./icons.ts";

interface Props {
  name: IconName;
  size: number;
  label?: string;
  stroke?: number;
  className?: string;
}

export function Icon({ name, size, label, stroke, className }: Props) {
  return (
    <svg
      className={className}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={stroke ?? (size >= 40 ? 1.8 : 2)}
      strokeLinecap="round"
      strokeLinejoin="round"
      role={label === undefined ? "presentation" : "img"}
      aria-label={label}
      aria-hidden={label === undefined}
    >
      <path d={ICONS[name]} />
    </svg>
  );
}
