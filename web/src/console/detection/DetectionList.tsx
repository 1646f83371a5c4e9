// Detections whose confidence is too low for automatic filing; a person reviews them.

import { type DetectionView, detectionKey } from "@minqing/core/detection/detection";
import { regionPrefix } from "@minqing/core/region/codes";
import { useMemo } from "react";
import { useText } from "../../i18n/use-text.ts";
import { useNow } from "../../live/use-now.ts";
import { useDetections, useIsLoaded } from "../board.ts";
import { useHeldRows } from "../case/use-held-rows.ts";
import { select, showTab, useDesk } from "../desk-store.ts";
import { HintBar } from "../frame/HintBar.tsx";
import type { KeyAct } from "../keys/key-map.ts";
import { PaneList } from "../PaneList.tsx";
import { PaneTools } from "../PaneTools.tsx";
import { DetectionRow } from "./DetectionRow.tsx";

const DETECTION_ROW_PX = 76;
const HINTS: readonly KeyAct[] = ["next", "previous", "confirm-detection", "false-alarm"];

/** `id` is unique over all cameras; a detection's own id is unique only within its camera. */
interface Waiting {
  id: string;
  detection: DetectionView;
}

/** The highest confidence first: most likely to become a case. */
const byConfidence = ({ detection: a }: Waiting, { detection: b }: Waiting): number =>
  b.confidence - a.confidence || (a.observedAt < b.observedAt ? -1 : 1);

function useWaiting(region: string | null): Waiting[] {
  const detections = useDetections();
  return useMemo(() => {
    const prefix = region === null ? "" : regionPrefix(region);
    return [...detections.values()]
      .filter(({ regionCode }) => regionCode.startsWith(prefix))
      .map((detection) => ({ id: detectionKey(detection), detection }));
  }, [detections, region]);
}

export function DetectionList() {
  const t = useText();
  const nowMs = useNow();
  const isLoaded = useIsLoaded();
  const region = useDesk((state) => state.filter.region);
  const selection = useDesk((state) => state.selection);
  const rows = useWaiting(region);
  const held = useHeldRows(rows, byConfidence, `review ${region ?? ""}`);
  const choose = (id: string) => select({ kind: "detection", id });
  return (
    <>
      <PaneTools>
        {held.fresh.length > 0 && (
          <button type="button" className="pill" onClick={held.takeFresh}>
            {t("console.fresh", { n: held.fresh.length })}
          </button>
        )}
        <span className="muted">{t("console.sortedBy.confidence")}</span>
      </PaneTools>
      <PaneList<Waiting>
        pane="events"
        label={t("console.tab.review")}
        isLoaded={isLoaded}
        rows={held.rows}
        rowHeight={DETECTION_ROW_PX}
        selectedId={selection?.kind === "detection" ? selection.id : null}
        onSelect={choose}
        onOpen={({ id }) => choose(id)}
        takeFresh={held.takeFresh}
        empty={{
          text: t("console.empty.review"),
          action: { label: t("console.empty.review.do"), run: () => showTab("intake") },
        }}
        rowClass={() => "detection-row"}
        renderRow={({ detection }) => <DetectionRow detection={detection} nowMs={nowMs} />}
      />
      <HintBar acts={HINTS}>{t("console.shown", { n: held.rows.length, all: rows.length })}</HintBar>
    </>
  );
}
