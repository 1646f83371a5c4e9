// The stages of a case, each with its duration.
import { isEnded } from "@minqing/core/case/stages";
import type { CaseDetail } from "../../api/cases.ts";
import { spanText } from "../../i18n/time-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { useNow } from "../../live/use-now.ts";
import { stagesOf } from "./stages.ts";

export function Stepper({ detail }: { detail: CaseDetail }) {
  const t = useText();
  const nowMs = useNow();
  const stages = stagesOf(detail.case, detail.transitions, nowMs);
  const { status } = detail.case;
  return (
    <ol className="stepper">
      {stages.map((stage) => (
        <li
          key={stage.key}
          className={`step is-${stage.state}`}
          aria-current={stage.state === "current" ? "step" : undefined}
        >
          <b>
            {t(`console.stage.${stage.key}`)}
            {stage.state === "done" && <span className="ok"> ✓</span>}
            {stage.state === "current" && <span className="step-status"> {t(`status.${status}`)}</span>}
          </b>
          <span className="muted">
            {stage.spentMs === null ? "—" : spanText(t, stage.spentMs)}
            {stage.passes > 1 && ` · ${t("console.passes", { n: stage.passes })}`}
          </span>
        </li>
      ))}
      {isEnded(status) && (
        <li className={`step is-end is-${status}`}>
          <b>{t(`status.${status}`)}</b>
          <span className="muted">{t("console.ended")}</span>
        </li>
      )}
    </ol>
  );
}
