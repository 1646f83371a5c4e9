// The time left of the stage's limit, as bar and text: 余 0:14:02, 超 0:06:12.
import type { CaseView } from "@minqing/core/case/case";
import { clockText } from "../../i18n/time-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { LimitBar } from "./LimitBar.tsx";
import { timeLeft } from "./time-left.ts";

export function TimeLeftCell({ row, nowMs }: { row: CaseView; nowMs: number }) {
  const t = useText();
  const left = timeLeft(row, nowMs);
  if (left === null) return <span className="cell-left muted">{t("console.noLimit")}</span>;
  const over = left.state === "over";
  return (
    <span className={`cell-left is-${left.state}`}>
      <LimitBar share={left.usedShare} tone={left.state} width={112} />
      <span className="left-text">{t(over ? "console.over" : "console.left", { clock: clockText(left.leftMs) })}</span>
    </span>
  );
}
