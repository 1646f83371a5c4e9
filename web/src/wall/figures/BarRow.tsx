// One row of a ranking: name, bar with a white tick for the comparison, value, difference.
import { share } from "./share.ts";

interface Props {
  name: string;
  value: number;
  comparison: number | null;
  /** The value at the end of the bars of this ranking. */
  max: number;
  text: string;
  difference?: string;
  /** At least 25 % more than the comparison: the bar is pale. */
  isHigh?: boolean;
}

export function BarRow({ name, value, comparison, max, text, difference, isHigh = false }: Props) {
  return (
    <li className="bar-row">
      <span className="bar-name">{name}</span>
      <span className="bar-track">
        <span className={isHigh ? "bar high" : "bar"} style={{ width: `${share(value, max)}%` }} />
        {comparison === null ? null : <span className="bar-tick" style={{ left: `${share(comparison, max)}%` }} />}
      </span>
      <strong className="bar-value">{text}</strong>
      {difference === undefined ? null : <span className="bar-difference">{difference}</span>}
    </li>
  );
}
