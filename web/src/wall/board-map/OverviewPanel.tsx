// The overview map with drill-down: city › county › town › village › grid, and the elements over it.

import type { RegionView } from "@minqing/core/region/region";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useSession } from "../../access/SessionGate.tsx";
import { useText } from "../../i18n/use-text.ts";
import { useNow } from "../../live/use-now.ts";
import type { Bounds, CityMap, MapView } from "../../map/map.ts";
import { useNames, type WallData } from "../data/use-wall-data.ts";
import { countByPriority, type FeedItem } from "../feed/feed-items.ts";
import { figureOf, figureText } from "../figures/figure-text.ts";
import type { Scene } from "../scene.ts";
import { BoardMap } from "./BoardMap.tsx";
import { Breadcrumbs } from "./Breadcrumbs.tsx";
import { drill } from "./drill.ts";
import { FocusFrame, type PixelBox } from "./FocusFrame.tsx";
import { type FocusArea, isInBounds } from "./focus-area.ts";
import { Legend } from "./Legend.tsx";
import type { MapData } from "./map-content.ts";
import { regionFacts } from "./region-facts.ts";
import { SideFigures } from "./SideFigures.tsx";
import type { CommonMapData } from "./use-map-data.ts";

interface Props {
  common: CommonMapData;
  items: readonly FeedItem[];
  /** The items of the theme in the focus area. */
  inFocus: readonly FeedItem[];
  focus: FocusArea | null;
  region: string | null;
  data: WallData;
  scene: Scene;
}

/** Bounds until the city's region is read. */
const DEFAULT_BOUNDS: Bounds = [114.8, 22.5, 116.3, 23.6];

/** The city leaves room at its upper left, where the figures stand; a region does not. */
const PADDING = {
  "3840x1080": {
    city: { top: 70, right: 40, bottom: 70, left: 40 },
    region: { top: 80, right: 40, bottom: 80, left: 330 },
  },
  "1920x1080": {
    city: { top: 110, right: 30, bottom: 90, left: 30 },
    region: { top: 100, right: 30, bottom: 80, left: 30 },
  },
} as const;

/** A frame larger than these shares of the map is not shown, because it has no information. */
const MAX_FRAME_SHARE = { width: 0.6, height: 0.7 };

function frameOn(map: CityMap | null, focus: FocusArea | null): PixelBox | null {
  if (map === null || focus === null) return null;
  const { width, height } = map.view();
  const a = map.project([focus.bounds[0], focus.bounds[3]]);
  const b = map.project([focus.bounds[2], focus.bounds[1]]);
  const box = { left: a.x, top: a.y, width: b.x - a.x, height: b.y - a.y };
  return box.width > width * MAX_FRAME_SHARE.width || box.height > height * MAX_FRAME_SHARE.height ? null : box;
}

/** Removes items of the focus map, whose frame counts them. A P1 stays in both maps, labelled only in the focus map. */
function thinOut(data: MapData, hidden: Bounds | null): MapData {
  if (hidden === null) return data;
  const isHidden = (position: readonly [number, number] | null) => position !== null && isInBounds(hidden, position);
  const items = data.items.filter((item) => item.priority === 1 || !isHidden(item.position));
  const quiet = new Set(items.filter(({ position }) => isHidden(position)).map(({ id }) => id));
  return {
    ...data,
    items,
    quiet,
    // The highest rain is that of the whole map.
    stations: data.stations.filter(({ thing, kind }) => kind.symbol === "rain" || !isHidden(thing.position)),
  };
}

const NOTHING_QUIET: ReadonlySet<string> = new Set();

/** Cuts the path to begin at the home region, because regions around it cannot be opened. */
const pathFrom = (home: string, path: readonly RegionView[]): readonly RegionView[] =>
  path.slice(
    Math.max(
      path.findIndex(({ code }) => code === home),
      0,
    ),
  );

function Head({ data }: { data: WallData }) {
  const t = useText();
  const nowMs = useNow(5000);
  const here = data.regions.current.data;
  const home = data.regions.home.data;
  const path = home === null ? [] : pathFrom(home.code, here?.path ?? [home]);
  const alarms = figureOf(data.figures.data, "alarms_open");
  const text = alarms === null ? null : figureText(alarms, t, nowMs);
  return (
    <header className="map-head" data-reserve="head">
      <Breadcrumbs path={path} />
      <p className="aside">
        {regionFacts(here, t).map((fact) => (
          <span key={fact}>{fact}</span>
        ))}
        {text === null ? null : <span>{t("wall.map.alarms", { n: text.value })}</span>}
        {text === null || text.comparison === null ? null : <span>{text.comparison}</span>}
      </p>
    </header>
  );
}

export function OverviewPanel({ common, items, inFocus, focus, region, data, scene }: Props) {
  const t = useText();
  const { home } = useSession();
  const map = useRef<CityMap | null>(null);
  const [zoom, setZoom] = useState(9);
  const [frame, setFrame] = useState<PixelBox | null>(null);
  const names = useNames(data.regions, zoom, region);
  const shownFocus = scene.hasFocusMap ? focus : null;
  const hidden = frame === null ? null : (shownFocus?.bounds ?? null);
  const mapData = useMemo(
    () => thinOut({ ...common, items, quiet: NOTHING_QUIET, names }, hidden),
    [common, items, names, hidden],
  );
  const placeFrame = useCallback(() => setFrame(frameOn(map.current, shownFocus)), [shownFocus]);
  useEffect(placeFrame, [placeFrame]);
  const onView = (view: MapView, own: CityMap) => {
    map.current = own;
    setZoom(view.zoom);
    placeFrame();
  };
  const pickSymbol = (id: string) => {
    const position = items.find((item) => item.id === id)?.position ?? null;
    if (position !== null) void drill(position, region, home);
  };
  return (
    <section className="map-panel" data-panel="overview">
      <BoardMap
        name="overview"
        label={t("wall.map.label")}
        data={mapData}
        scene={scene}
        bounds={data.regions.current.data?.bbox ?? data.regions.home.data?.bbox ?? DEFAULT_BOUNDS}
        padding={PADDING[scene.key][region === null ? "city" : "region"]}
        chosen={region}
        onPickPlace={(position) => void drill(position, region, home)}
        onPickSymbol={pickSymbol}
        onView={onView}
      >
        <div className="map-corner">
          <Head data={data} />
          {region === null || scene.hasFocusMap ? <SideFigures theme={common.theme} group={data.figures.data} /> : null}
        </div>
        <p className="watermark" data-reserve="watermark">
          {t("synthetic")}
        </p>
        {frame === null ? null : <FocusFrame box={frame} counts={countByPriority(inFocus)} />}
        <Legend theme={common.theme} isDeep={zoom >= 11.3} />
      </BoardMap>
    </section>
  );
}
