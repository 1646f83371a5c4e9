// The steps of a case, each with its duration.
import { isEnded } from "@minqing/core/case/stages";
import type { CaseDetail } from "../../api/cases.ts";
import { spanText } from "../../i18n/time-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { useNow } from "../../live/use-now.ts";
import { stepsOf } from "./steps.ts";

export function Stepper({ detail }: { detail: CaseDetail }) {
  const t = useText();
  const nowMs = useNow();
  const steps = stepsOf(detail.case, detail.acts, nowMs);
  const { status } = detail.case;
  return (
    <ol className="stepper">
      {steps.map((step) => (
        <li
          key={step.key}
          className={`step is-${step.state}`}
          aria-current={step.state === "current" ? "step" : undefined}
        >
          <b>
            {t(`console.stage.${step.key}`)}
            {step.state === "done" && <span className="ok"> ✓</span>}
            {step.state === "current" && <span className="step-status"> {t(`status.${status}`)}</span>}
          </b>
          <span className="muted">
            {step.spentMs === null ? "—" : spanText(t, step.spentMs)}
            {step.passes > 1 && ` · ${t("console.passes", { n: step.passes })}`}
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
