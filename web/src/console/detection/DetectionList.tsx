// Detections whose confidence is too low to file them unseen: a person says what they are.
import { type DetectionView, detectionKey } from "@minqing/core/detection/detection";
import { regionPrefix } from "@minqing/core/region/codes";
import { useMemo } from "react";
import { useText } from "../../i18n/use-text.ts";
import { useNow } from "../../live/use-now.ts";
import { useDetections, useIsLoaded } from "../board.ts";
import { useHeldRows } from "../case/use-held-rows.ts";
import { select, showTab, useDesk } from "../desk-store.ts";
import { EmptyList } from "../EmptyList.tsx";
import { HintBar } from "../frame/HintBar.tsx";
import { paneListId, useKeyedList } from "../keys/list-registry.ts";
import { PaneTools } from "../PaneTools.tsx";
import { SkeletonRows } from "../SkeletonRows.tsx";
import { VirtualList } from "../VirtualList.tsx";
import { DetectionRow } from "./DetectionRow.tsx";

const DETECTION_ROW_PX = 76;

/** A detection's own id is unique within its camera only. */
interface Waiting {
  id: string;
  detection: DetectionView;
}

/** The surest first: most likely to become a case. */
const bySureness = ({ detection: a }: Waiting, { detection: b }: Waiting): number =>
  b.confidence - a.confidence || (a.observedAt < b.observedAt ? -1 : 1);

export function DetectionList() {
  const t = useText();
  const nowMs = useNow();
  const detections = useDetections();
  const isLoaded = useIsLoaded();
  const region = useDesk((state) => state.filter.region);
  const selection = useDesk((state) => state.selection);
  const rows = useMemo(() => {
    const prefix = region === null ? "" : regionPrefix(region);
    return [...detections.values()]
      .filter(({ regionCode }) => regionCode.startsWith(prefix))
      .map((detection) => ({ id: detectionKey(detection), detection }));
  }, [detections, region]);
  const held = useHeldRows(rows, bySureness, `review ${region ?? ""}`);
  const selectedId = selection?.kind === "detection" ? selection.id : null;
  const choose = (id: string) => select({ kind: "detection", id });
  useKeyedList("events", {
    ids: held.rows.map(({ id }) => id),
    selectedId,
    select: choose,
    open: choose,
    takeFresh: held.takeFresh,
  });
  return (
    <>
      <PaneTools>
        {held.fresh.length > 0 && (
          <button type="button" className="pill" onClick={held.takeFresh}>
            {t("console.fresh", { n: held.fresh.length })}
          </button>
        )}
        <span className="muted">{t("console.sortedBy.sureness")}</span>
      </PaneTools>
      {!isLoaded && <SkeletonRows count={5} height={DETECTION_ROW_PX} />}
      {isLoaded && held.rows.length === 0 && (
        <EmptyList
          text={t("console.empty.review")}
          action={{ label: t("console.empty.review.do"), run: () => showTab("intake") }}
        />
      )}
      {held.rows.length > 0 && (
        <VirtualList
          id={paneListId("events")}
          label={t("console.tab.review")}
          rows={held.rows}
          rowHeight={DETECTION_ROW_PX}
          selectedId={selectedId}
          onSelect={({ id }) => choose(id)}
          onOpen={({ id }) => choose(id)}
          onFocus={() => useDesk.setState({ pane: "events" })}
          rowClass={() => "detection-row"}
          renderRow={({ detection }) => <DetectionRow detection={detection} nowMs={nowMs} />}
        />
      )}
      <HintBar
        acts={["next", "previous", "confirm-detection", "false-alarm"]}
        note={t("console.shown", { n: held.rows.length, all: rows.length })}
      />
    </>
  );
}
