// The left column (态势): the figures of the theme.

import type { WallData } from "./data/use-wall-data.ts";
import { CaseHeroes } from "./panels/CaseHeroes.tsx";
import { CasesToday } from "./panels/CasesToday.tsx";
import { CategoryPanel } from "./panels/CategoryPanel.tsx";
import { JamPanel } from "./panels/JamPanel.tsx";
import { LevelPanel } from "./panels/LevelPanel.tsx";
import { PatrolPanel } from "./panels/PatrolPanel.tsx";
import { RainPanel } from "./panels/RainPanel.tsx";
import { ReachPanel } from "./panels/ReachPanel.tsx";
import { TrafficPanel } from "./panels/TrafficPanel.tsx";
import { WaterPanel } from "./panels/WaterPanel.tsx";
import type { Scene } from "./scene.ts";
import type { Theme } from "./theme.ts";

interface Props {
  theme: Theme;
  region: string | null;
  data: WallData;
  scene: Scene;
}

export function LeftColumn({ theme, region, data, scene }: Props) {
  const isWide = scene.key === "3840x1080";
  const lanes = data.timeline.data ?? [];
  const { figures } = data;
  const sparkWidth = isWide ? 250 : 0;
  if (theme === "emergency") {
    return (
      <div className="column left emergency">
        <RainPanel figures={figures} rank={data.rain} withBars={isWide} />
        <LevelPanel
          figures={figures}
          things={data.things}
          region={region}
          rows={scene.gaugeRows}
          shapePx={isWide ? 42 : 34}
        />
        <CasesToday figures={figures} />
      </div>
    );
  }
  if (theme === "river") {
    return (
      <div className="column left river">
        <ReachPanel reaches={data.reaches} figures={figures} region={region} />
        <WaterPanel reaches={data.reaches} region={region} />
        <PatrolPanel patrols={data.patrols} rows={2} />
      </div>
    );
  }
  if (theme === "urban") {
    return (
      <div className="column left urban">
        <CaseHeroes figures={figures} lanes={lanes} sparkWidth={sparkWidth} />
        <CategoryPanel rank={data.category} rows={isWide ? 7 : 6} />
      </div>
    );
  }
  return (
    <div className="column left traffic">
      <TrafficPanel figures={figures} lanes={lanes} sparkWidth={sparkWidth} />
      <JamPanel roads={data.roads.data ?? NONE} state={data.roadState} region={region} rows={isWide ? 7 : 6} />
    </div>
  );
}

const NONE: never[] = [];
