// The source of the case: the alarm with measured values, the camera's picture, or the text of the report.
import type { CaseDetail } from "../../api/cases.ts";
import { useName } from "../../i18n/named.ts";
import { numberText } from "../../i18n/numbers.ts";
import { monthDayTime } from "../../i18n/time-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { DetectionPicture } from "../detection/DetectionPicture.tsx";
import { SourceAlarm } from "./SourceAlarm.tsx";

function SourceDetection({ detection }: { detection: NonNullable<CaseDetail["detection"]> }) {
  const t = useText();
  const name = useName();
  const what = name(detection.categoryNameZh ?? detection.rawClass, detection.categoryNameEn);
  return (
    <>
      <DetectionPicture detection={detection} alt={`${detection.cameraName} ${what}`} />
      <p className="evidence-line">
        <b>{what}</b> {detection.cameraName}
        <span className="muted">
          {" "}
          {monthDayTime(Date.parse(detection.observedAt))} · {t("console.detection.confidence")}{" "}
          {numberText(detection.confidence * 100)} %
        </span>
      </p>
    </>
  );
}

export function Evidence({ detail }: { detail: CaseDetail }) {
  const t = useText();
  const { alarm, detection, description, case: row } = detail;
  const source = alarm !== null ? "alarm" : detection !== null ? "detection" : "report";
  return (
    <section className="pane evidence" aria-label={t("console.evidence")}>
      <header className="pane-head">
        <h2>{t("console.evidence")}</h2>
        <span className="muted head-note">{t(`console.evidence.${source}`)}</span>
      </header>
      {alarm !== null && <SourceAlarm alarm={alarm} />}
      {detection !== null && <SourceDetection detection={detection} />}
      {source === "report" && (
        <blockquote className="evidence-report">
          <p>{row.title}</p>
          {description !== null && <p>{description}</p>}
          <footer className="muted">
            {t(`source.${row.source}`)} · {monthDayTime(Date.parse(row.reportedAt))}
          </footer>
        </blockquote>
      )}
    </section>
  );
}
