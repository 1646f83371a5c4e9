// One detection to review: picture, category, confidence.
import type { DetectionView } from "@minqing/core/detection/detection";
import { useName } from "../../i18n/named.ts";
import { numberText } from "../../i18n/numbers.ts";
import { hourMinuteSecond, spanText } from "../../i18n/time-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { ActCaps } from "../Keys.tsx";
import { DetectionPicture } from "./DetectionPicture.tsx";
import { judge } from "./judge.ts";

export function DetectionRow({ detection, nowMs }: { detection: DetectionView; nowMs: number }) {
  const t = useText();
  const name = useName();
  const what = name(detection.categoryNameZh ?? detection.rawClass, detection.categoryNameEn);
  const atMs = Date.parse(detection.observedAt);
  return (
    <>
      <DetectionPicture detection={detection} alt={`${detection.cameraName} ${what}`} />
      <span className="detection-what">
        <b>{what}</b>
        <span className="muted">{detection.cameraName}</span>
      </span>
      <span className="detection-confidence">
        <b>{numberText(detection.confidence * 100)} %</b>
        <span className="muted">{t("console.detection.confidence")}</span>
      </span>
      <span className="detection-when">
        {hourMinuteSecond(atMs)}
        <span className="muted">{spanText(t, nowMs - atMs)}</span>
      </span>
      <span className="detection-acts">
        <button type="button" className="button" tabIndex={-1} onClick={() => void judge(detection, "confirmed")}>
          {t("console.detection.confirm")}
          <ActCaps act="confirm-detection" />
        </button>
        <button type="button" className="button" tabIndex={-1} onClick={() => void judge(detection, "false_alarm")}>
          {t("console.detection.falseAlarm")}
          <ActCaps act="false-alarm" />
        </button>
      </span>
    </>
  );
}
