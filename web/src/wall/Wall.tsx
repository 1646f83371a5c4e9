// The wall (大屏): one scene, scaled as a whole to the window; header, figures, maps, feed.
import { isInside } from "@minqing/core/region/codes";
import { useEffect, useMemo, useState } from "react";
import { useSession } from "../access/SessionGate.tsx";
import { useLive } from "../live/live-store.ts";
import { openLive } from "../live/open-live.ts";
import { MapColumn } from "./board-map/MapColumn.tsx";
import { CameraWall } from "./cameras/CameraWall.tsx";
import { putFrame } from "./data/city-store.ts";
import { putPositions } from "./data/moving.ts";
import { useWallData } from "./data/use-wall-data.ts";
import { NO_REFERENCE } from "./data/wall-reference.ts";
import { Feed } from "./feed/Feed.tsx";
import { feedItems, feedRows, isInRegion } from "./feed/feed-items.ts";
import { Forces } from "./forces/Forces.tsx";
import { Clock } from "./header/Clock.tsx";
import { ConditionStrip } from "./header/ConditionStrip.tsx";
import { ThemeSwitch } from "./header/ThemeSwitch.tsx";
import { WarningBadges } from "./header/WarningBadges.tsx";
import { LeftColumn } from "./LeftColumn.tsx";
import { LostBanner } from "./LostBanner.tsx";
import { followHistory, useRoute } from "./route.ts";
import { fitScene, sceneFor } from "./scene.ts";
import { useKeys } from "./use-keys.ts";
import "./wall.css";
import "./header/header.css";
import "./panels/panels.css";
import "./right-column.css";
import "./board-map/maps.css";

function useWindowSize() {
  const [size, setSize] = useState({ width: innerWidth, height: innerHeight });
  useEffect(() => {
    const follow = () => setSize({ width: innerWidth, height: innerHeight });
    addEventListener("resize", follow);
    return () => removeEventListener("resize", follow);
  }, []);
  return size;
}

function useLine(): void {
  useEffect(() => {
    const client = openLive(["positions", "values"]);
    client.onFrame(putFrame);
    client.onFrame(putPositions);
    return () => client.close();
  }, []);
}

const NO_BOARD = { case: new Map(), alarm: new Map() } as const;

export function Wall() {
  const { home } = useSession();
  const { width, height } = useWindowSize();
  const route = useRoute((state) => state);
  const { theme } = route;
  // A link from a screen with a larger scope may name a region around the own one; it shows the home region.
  const region = route.region === null || isInside(home, route.region) ? null : route.region;
  const scene = sceneFor(route.size, width, height);
  const fit = fitScene(scene, width, height);
  useLine();
  useKeys(region, home);
  useEffect(followHistory, []);

  const replica = useLive((live) => live.replica);
  const board = replica?.board ?? null;
  const data = useWallData(theme, region, home);
  const items = useMemo(() => feedItems(board ?? NO_BOARD), [board]);
  const rows = useMemo(() => feedRows(items, region, scene.feedRows), [items, region, scene.feedRows]);
  const openCount = useMemo(() => items.filter((item) => isInRegion(item, region)).length, [items, region]);
  const warnings = useMemo(() => (board === null ? null : [...board.warning.values()]), [board]);
  const isWide = scene.hasFocusMap;
  const { towns } = data.regions;
  const townNames = useMemo(
    () => new Map(towns.flatMap(({ code, nameEn }) => (nameEn === null ? [] : [[code, nameEn] as const]))),
    [towns],
  );
  return (
    <main
      className="wall"
      data-size={scene.key}
      data-theme={theme}
      data-region={region ?? home}
      data-cursor={replica?.cursor ?? ""}
      style={{
        width: scene.width,
        height: scene.height,
        left: fit.left,
        top: fit.top,
        transform: fit.scale === 1 ? "none" : `scale(${fit.scale})`,
      }}
    >
      <header className="top">
        <WarningBadges warnings={warnings} room={isWide ? 2 : 1} />
        <Clock home={data.regions.home.data} />
        <ConditionStrip figures={data.figures.data} room={isWide ? 4 : 0} />
        <ThemeSwitch />
      </header>
      <LeftColumn theme={theme} region={region} data={data} scene={scene} />
      <MapColumn theme={theme} region={region} data={data} items={items} scene={scene} towns={townNames} />
      <div className="column right">
        <Feed
          items={rows}
          openCount={openCount}
          isLoading={replica === null}
          figures={data.figures.data}
          scene={scene}
          towns={townNames}
        />
        <CameraWall
          cameras={data.cameras}
          groups={data.reference.data?.cameraGroups ?? NO_REFERENCE.cameraGroups}
          theme={theme}
          region={region}
          tiles={scene.cameraTiles}
        />
        {isWide ? <Forces region={region} room={5} /> : null}
      </div>
      <LostBanner />
    </main>
  );
}
