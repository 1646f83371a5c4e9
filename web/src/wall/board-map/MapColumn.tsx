// The middle column: the map that is drilled, the focus map beside it where there is room, the timeline below.
import type { RegionView } from "@minqing/core/region/region";
import { useEffect, useMemo, useRef, useState } from "react";
import { useSession } from "../../access/SessionGate.tsx";
import { locateRegion } from "../../api/city.ts";
import { useLanguage } from "../../i18n/Localised.tsx";
import { useName } from "../../i18n/named.ts";
import { useText } from "../../i18n/use-text.ts";
import { useNow } from "../../live/use-now.ts";
import { roadColours, roadGeometry } from "../../map/layers/road-layer.ts";
import type { Bounds, CityMap } from "../../map/map.ts";
import { useStations } from "../data/city-store.ts";
import { useBasemap } from "../data/use-basemap.ts";
import { useSurroundings } from "../data/use-surroundings.ts";
import { type Regions, useNames, type WallData } from "../data/use-wall-data.ts";
import { countByPriority, type FeedItem, isInRegion } from "../feed/feed-items.ts";
import { figureOf, figureText } from "../figures/figure-text.ts";
import { Liveness } from "../header/Liveness.tsx";
import { go } from "../route.ts";
import type { Scene } from "../scene.ts";
import type { Theme } from "../theme.ts";
import { Timeline } from "../timeline/Timeline.tsx";
import { BoardMap } from "./BoardMap.tsx";
import { Breadcrumbs } from "./Breadcrumbs.tsx";
import { FocusFrame, type PixelBox } from "./FocusFrame.tsx";
import { type FocusArea, focusArea, isInBounds } from "./focus-area.ts";
import { itemPlace, type TownNames } from "./item-text.ts";
import { Legend } from "./Legend.tsx";
import { itemsOf, type MapData } from "./map-content.ts";
import { nextRegion } from "./next-region.ts";
import { SideFigures } from "./SideFigures.tsx";

interface Props {
  theme: Theme;
  region: string | null;
  data: WallData;
  items: readonly FeedItem[];
  scene: Scene;
  towns: TownNames;
}

/** Until the server has said where the city lies. */
const SOMEWHERE: Bounds = [114.8, 22.5, 116.3, 23.6];

function useStationSet() {
  const nowMs = useNow(5000);
  const river = useStations("river_level", nowMs);
  const rain = useStations("rain_gauge", nowMs);
  const flood = useStations("flood_point", nowMs);
  const quality = useStations("water_quality", nowMs);
  const tide = useStations("tide_gauge", nowMs);
  return useMemo(() => ({ river, rain, flood, quality, tide }), [river, rain, flood, quality, tide]);
}

function useRoads(data: WallData): MapData["roads"] {
  const roads = data.roads.data;
  const geometry = useMemo(() => (roads === null ? null : roadGeometry(roads)), [roads]);
  const state = data.roadState.data;
  return useMemo(() => {
    if (geometry === null || state === null) return null;
    const colours = roadColours(geometry, new Map(state.items.map((item) => [item.code, item.congestion])));
    return { geometry, colours };
  }, [geometry, state]);
}

function useFocus(items: readonly FeedItem[], theme: Theme, region: string | null): FocusArea | null {
  const before = useRef<{ key: string; area: FocusArea | null }>({ key: "", area: null });
  return useMemo(() => {
    const key = `${theme}/${region}`;
    const shown = itemsOf(theme, items).filter((item) => isInRegion(item, region));
    const area = focusArea(shown, before.current.key === key ? before.current.area : null);
    before.current = { key, area };
    return area;
  }, [items, theme, region]);
}

async function drill(position: [number, number], region: string | null): Promise<void> {
  const located = await locateRegion(position);
  if (located === null) return;
  const grid = located.gridCode;
  const path = [...located.path];
  if (grid !== null && !path.some(({ code }) => code === grid))
    path.push({ ...(path.at(-1) as RegionView), code: grid, level: "grid" });
  const next = nextRegion(path, region);
  if (next !== null) go({ region: next });
}

function regionFacts(region: RegionView | null, t: ReturnType<typeof useText>): string[] {
  if (region === null || region.level === "city") return [];
  const facts = [t(`level.${region.level}`)];
  if (region.population > 0)
    facts.push(t("wall.region.people", { n: region.population.toLocaleString("en").replaceAll(",", " ") }));
  if (region.households > 0)
    facts.push(t("wall.region.households", { n: region.households.toLocaleString("en").replaceAll(",", " ") }));
  facts.push(`${(region.areaM2 / 1e6).toFixed(region.areaM2 > 1e7 ? 0 : 2)} km²`);
  return facts;
}

function useBounds(regions: Regions): Bounds {
  return regions.current.data?.bbox ?? regions.city.data?.bbox ?? SOMEWHERE;
}

export function MapColumn({ theme, region, data, items, scene, towns }: Props) {
  const t = useText();
  const name = useName();
  const { locale } = useLanguage();
  const { city } = useSession();
  const stations = useStationSet();
  const roads = useRoads(data);
  const focus = useFocus(items, theme, region);
  const nowMs = useNow(5000);
  const [zooms, setZooms] = useState({ overview: 9, focus: 12 });
  const [frame, setFrame] = useState<PixelBox | null>(null);
  const overview = useRef<CityMap | null>(null);
  const bounds = useBounds(data.regions);
  const overviewNames = useNames(data.regions, zooms.overview, region);
  const focusNames = useNames(data.regions, Math.max(zooms.focus, 10.5), null);
  const showFocus = scene.hasFocusMap && focus !== null;

  const basemap = useBasemap();
  const around = useSurroundings(basemap.url, basemap.data);
  const common = useMemo(
    () => ({
      theme,
      stations,
      reaches: data.reaches.data ?? [],
      patrols: data.patrols.data ?? [],
      density: data.density.data,
      components: data.components.data,
      roads,
      around,
    }),
    [theme, stations, data.reaches.data, data.patrols.data, data.density.data, data.components.data, roads, around],
  );
  const focusBounds = showFocus && frame !== null ? focus.bounds : null;
  const overviewData = useMemo((): MapData => {
    // What the focus map shows is counted in its frame; a P1 is drawn in both.
    const isHidden = (position: readonly [number, number] | null) =>
      focusBounds !== null && position !== null && isInBounds(focusBounds, position);
    const outside = items.filter((item) => item.priority === 1 || !isHidden(item.position));
    const apart = (list: typeof stations.river) => list.filter(({ thing }) => !isHidden(thing.position));
    const thinned = { ...stations, river: apart(stations.river), flood: apart(stations.flood) };
    return { ...common, stations: thinned, items: outside, names: overviewNames };
  }, [common, items, focusBounds, stations, overviewNames]);
  const focusData = useMemo((): MapData => ({ ...common, items, names: focusNames }), [common, items, focusNames]);

  const placeFrame = () => {
    const map = overview.current;
    if (map === null || focus === null || !scene.hasFocusMap) return setFrame(null);
    const { width, height } = map.view();
    const a = map.project([focus.bounds[0], focus.bounds[3]]);
    const b = map.project([focus.bounds[2], focus.bounds[1]]);
    const box = { left: a.x, top: a.y, width: b.x - a.x, height: b.y - a.y };
    // A frame as large as the map says nothing.
    setFrame(box.width > width * 0.6 || box.height > height * 0.7 ? null : box);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: the frame follows the area and the map's zoom
  useEffect(placeFrame, [focus, zooms.overview, scene]);

  const here = data.regions.current.data;
  const path = here?.path ?? (data.regions.city.data === null ? [] : [data.regions.city.data]);
  const alarms = figureOf(data.figures.data, "alarms_open");
  const alarmText = alarms === null ? null : figureText(alarms, t, nowMs);
  const shown = itemsOf(theme, items).filter((item) => isInRegion(item, region));
  const inFocus =
    focus === null
      ? []
      : itemsOf(theme, items).filter((i) => i.position !== null && isInBounds(focus.bounds, i.position));
  const lead = focus === null ? null : (items.find((item) => item.id === focus.leadId) ?? null);
  const padding = scene.hasFocusMap
    ? { top: 70, right: 40, bottom: 70, left: 40 }
    : { top: 110, right: 30, bottom: 90, left: 30 };
  return (
    <div className="column centre">
      <div className="maps">
        <section className="map-panel" data-panel="overview">
          <BoardMap
            name="overview"
            label={t("wall.map.label")}
            data={overviewData}
            scene={scene}
            bounds={bounds}
            padding={padding}
            chosen={region}
            onPickPlace={(position) => void drill(position, region)}
            onPickSign={(id) => {
              const position = items.find((item) => item.id === id)?.position;
              if (position !== undefined && position !== null) void drill([position[0], position[1]], region);
            }}
            onView={(view, map) => {
              overview.current = map;
              setZooms((before) => (before.overview === view.zoom ? before : { ...before, overview: view.zoom }));
              placeFrame();
            }}
          >
            <header className="map-head" data-reserve="head">
              <Breadcrumbs path={path} />
              <p className="aside">
                {regionFacts(here, t).map((fact) => (
                  <span key={fact}>{fact}</span>
                ))}
                {alarmText === null ? null : <span>{t("wall.map.alarms", { n: alarmText.value })}</span>}
                {alarmText?.comparison === null || alarmText === null ? null : <span>{alarmText.comparison}</span>}
              </p>
            </header>
            <p className="watermark" data-reserve="watermark">
              {t("synthetic")}
            </p>
            <SideFigures theme={theme} group={data.figures.data} />
            {frame === null || !showFocus ? null : <FocusFrame box={frame} counts={countByPriority(inFocus)} />}
            <Legend theme={theme} isDeep={zooms.overview >= 11.3} />
          </BoardMap>
        </section>
        {scene.hasFocusMap ? (
          <section className="map-panel" data-panel="focus">
            <header className="map-head solid">
              <strong>
                {t("wall.focus.title")}{" "}
                {lead === null ? name(city.nameZh, city.nameEn) : itemPlace(lead, locale, towns)}
              </strong>
              <p className="aside">
                <span>{t("wall.focus.items", { n: inFocus.length })}</span>
                <span>{t("wall.focus.all", { n: shown.length })}</span>
                <Liveness />
              </p>
            </header>
            <BoardMap
              name="focus"
              label={t("wall.focus.title")}
              data={focusData}
              scene={scene}
              bounds={focus?.bounds ?? bounds}
              padding={{ top: 0, right: 0, bottom: 0, left: 0 }}
              chosen={null}
              onView={(view) => setZooms((before) => ({ ...before, focus: view.zoom }))}
            />
          </section>
        ) : null}
      </div>
      <Timeline lanes={data.timeline} theme={theme} maxLanes={scene.hasFocusMap ? 3 : 2} />
    </div>
  );
}
