// The alarm budget of this desk: ten cells for ten minutes. [ux: green to 2, orange to 10, red above]
import { useEffect, useState } from "react";
import { useText } from "../../i18n/use-text.ts";
import { useNow } from "../../live/use-now.ts";
import { alarmBudget, BUDGET_LIMIT, cacheAlarms } from "../alarm/alarm-budget.ts";
import { useAlarms } from "../board.ts";

const CELLS = Array.from({ length: BUDGET_LIMIT }, (_, index) => index);

export function AlarmBudgetView() {
  const t = useText();
  const nowMs = useNow();
  const alarms = useAlarms();
  const [seen, setSeen] = useState<ReadonlyMap<string, number>>(new Map());
  useEffect(() => setSeen((before) => cacheAlarms(before, alarms.values(), Date.now())), [alarms]);
  const { count, level } = alarmBudget(seen.values(), nowMs);
  return (
    <span className={`budget is-${level}`} title={t("console.budget.help")}>
      <span className="muted">{t("console.budget")}</span>
      <svg width="104" height="12" aria-hidden="true">
        {CELLS.map((cell) => (
          <rect key={cell} className={cell < count ? "full" : "free"} x={cell * 10.5} width="9" height="12" />
        ))}
      </svg>
      <b>
        {count}/{BUDGET_LIMIT}
      </b>
      {level === "flood" && <span className="flood">{t("console.budget.flood")}</span>}
    </span>
  );
}
