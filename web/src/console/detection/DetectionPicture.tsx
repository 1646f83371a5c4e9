// The picture of a detection with its box, which is given in fractions of the picture.
import type { DetectionView } from "@minqing/core/detection/detection";
import { useState } from "react";
import { useText } from "../../i18n/use-text.ts";

interface Props {
  detection: Pick<DetectionView, "id" | "cameraId" | "box" | "hasSnapshot">;
  alt: string;
}

export const snapshotUrl = (cameraId: string, id: string): string =>
  `/api/detections/${encodeURIComponent(cameraId)}/${encodeURIComponent(id)}/snapshot`;

export function DetectionPicture({ detection, alt }: Props) {
  const t = useText();
  const [attempt, setAttempt] = useState(0);
  const [failed, setFailed] = useState(false);
  const [size, setSize] = useState<{ width: number; height: number } | null>(null);
  const { box } = detection;
  if (!detection.hasSnapshot) return <div className="picture is-missing hatch">{t("console.picture.none")}</div>;
  if (failed) {
    const again = () => {
      setFailed(false);
      setAttempt(attempt + 1);
    };
    return (
      <div className="picture is-missing hatch">
        {t("console.picture.failed")}
        <button type="button" className="text-button" onClick={again}>
          {t("state.retry")}
        </button>
      </div>
    );
  }
  const url = snapshotUrl(detection.cameraId, detection.id);
  return (
    <figure className="picture">
      <img
        src={attempt === 0 ? url : `${url}?again=${attempt}`}
        alt={alt}
        onError={() => setFailed(true)}
        onLoad={({ currentTarget: { naturalWidth: width, naturalHeight: height } }) => setSize({ width, height })}
      />
      {box !== null && size !== null && (
        <svg viewBox={`0 0 ${size.width} ${size.height}`} aria-hidden="true">
          <rect
            x={box[0] * size.width}
            y={box[1] * size.height}
            width={box[2] * size.width}
            height={box[3] * size.height}
          />
        </svg>
      )}
    </figure>
  );
}
