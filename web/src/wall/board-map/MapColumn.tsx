// The middle column: the overview map, the focus map where there is room, and the timeline.
import type { WallData } from "../data/use-wall-data.ts";
import { type FeedItem, isInRegion } from "../feed/feed-items.ts";
import type { Scene } from "../scene.ts";
import type { Theme } from "../theme.ts";
import { Timeline } from "../timeline/Timeline.tsx";
import { FocusPanel } from "./FocusPanel.tsx";
import { isInBounds } from "./focus-area.ts";
import type { TownNames } from "./item-text.ts";
import { itemsOf } from "./map-content.ts";
import { OverviewPanel } from "./OverviewPanel.tsx";
import { useCommonMapData, useFocusArea } from "./use-map-data.ts";

interface Props {
  theme: Theme;
  region: string | null;
  data: WallData;
  items: readonly FeedItem[];
  scene: Scene;
  towns: TownNames;
}

export function MapColumn({ theme, region, data, items, scene, towns }: Props) {
  const common = useCommonMapData(theme, data);
  const focus = useFocusArea(items, { theme, region, reference: common.reference });
  const ofTheme = itemsOf(theme, items, common.reference);
  const inFocus = ofTheme.filter(
    ({ position }) => focus !== null && position !== null && isInBounds(focus.bounds, position),
  );
  const shared = { common, items, inFocus, focus, data, scene };
  return (
    <div className="column centre">
      <div className="maps">
        <OverviewPanel {...shared} region={region} />
        {scene.hasFocusMap ? (
          <FocusPanel {...shared} all={ofTheme.filter((item) => isInRegion(item, region)).length} towns={towns} />
        ) : null}
      </div>
      <Timeline lanes={data.timeline} theme={theme} maxLanes={scene.hasFocusMap ? 3 : 2} />
    </div>
  );
}
