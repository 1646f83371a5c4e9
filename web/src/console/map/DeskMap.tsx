// A map of the desk: the shared map with the desk's symbols, centred on the selection.
import { type ReactNode, useEffect, useMemo, useState } from "react";
import { useName } from "../../i18n/named.ts";
import { numberText } from "../../i18n/numbers.ts";
import { useText } from "../../i18n/use-text.ts";
import { MapIsland } from "../../map/MapIsland.tsx";
import type { Bounds, CityMap, MapView } from "../../map/map.ts";
import type { Box, MapSymbol } from "../../map/symbols/map-symbol.ts";
import { ReadFailure } from "../ReadFailure.tsx";
import { boundsAround } from "./bounds-around.ts";
import { nameSymbols } from "./name-symbols.ts";
import { scaleBar } from "./scale-bar.ts";
import { type Basemap, useBasemapIndex } from "./use-basemap-index.ts";
import { useHomeBox } from "./use-home-box.ts";
import { usePlaceNames } from "./use-place-names.ts";

const PADDING = { top: 24, right: 24, bottom: 24, left: 24 };
// The same objects at every render, or the map computes its layout each time.
const NO_BOXES: readonly Box[] = [];
const NO_REACHES = {};
const LINE_SCALE = 0.6;
const FOCUS_ZOOM = 14;

interface Props {
  label: string;
  symbols: readonly MapSymbol[];
  /** The position to centre on; null shows the home region. */
  focus: readonly [number, number] | null;
  radiusM: number;
  /** A higher number fits the map again although the focus is the same. */
  refit?: number;
  onPickSymbol?(id: string): void;
  onPickPlace?(position: [number, number]): void;
  onView?(view: MapView, map: CityMap): void;
  children?: ReactNode;
}

function Scale({ view }: { view: MapView }) {
  const { metres, px } = scaleBar(view.zoom, (view.bounds[1] + view.bounds[3]) / 2, 120);
  return (
    <div className="map-note">
      <svg width={px + 4} height="10" aria-hidden="true">
        <path d={`M2 1v8M2 5h${px}M${px + 2} 1v8`} stroke="#E8EEF4" strokeWidth="2" />
      </svg>
      {metres >= 1000 ? `${numberText(metres / 1000)} km` : `${numberText(metres)} m`}
    </div>
  );
}

type Read = Extract<Basemap, { is: "read" }>;

function useBounds({ focus, radiusM }: Props, home: Bounds): Bounds {
  const [lon, lat] = focus ?? [null, null];
  return useMemo(
    () => (lon === null || lat === null ? home : boundsAround([lon, lat], radiusM)),
    [lon, lat, radiusM, home],
  );
}

function useSymbols(symbols: readonly MapSymbol[], view: MapView | null, { index, url }: Read): readonly MapSymbol[] {
  const name = useName();
  const names = usePlaceNames(index, url);
  const zoomClass = view === null ? 9 : Math.floor(view.zoom * 2) / 2;
  return useMemo(() => [...symbols, ...nameSymbols(names, zoomClass, name)], [symbols, names, zoomClass, name]);
}

function LoadedMap(props: Props & { basemap: Read }) {
  const t = useText();
  const { basemap, refit = 0, onPickPlace, onPickSymbol } = props;
  const home = useHomeBox(basemap.index.bbox);
  const [map, setMap] = useState<CityMap | null>(null);
  const [view, setView] = useState<MapView | null>(null);
  const symbols = useSymbols(props.symbols, view, basemap);
  const bounds = useBounds(props, home);
  useEffect(() => {
    if (refit > 0) map?.fit(home);
  }, [map, refit, home]);
  return (
    <div className="map-body">
      <MapIsland
        basemap={basemap.index}
        basemapUrl={basemap.url}
        bounds={bounds}
        padding={PADDING}
        maxZoom={FOCUS_ZOOM}
        lineScale={LINE_SCALE}
        interactive
        label={props.label}
        watermark={`${t("synthetic")} · ${t("sketch")}`}
        symbols={symbols}
        reserved={NO_BOXES}
        reaches={NO_REACHES}
        chosen={null}
        onMap={setMap}
        {...(onPickPlace === undefined ? {} : { onPickPlace })}
        {...(onPickSymbol === undefined ? {} : { onPickSymbol })}
        onView={(next) => {
          setView(next);
          if (map !== null) props.onView?.(next, map);
        }}
      />
      {view !== null && <Scale view={view} />}
      {props.children}
    </div>
  );
}

export function DeskMap(props: Props) {
  const t = useText();
  const [attempt, setAttempt] = useState(0);
  const basemap = useBasemapIndex(attempt);
  if (basemap.is === "failed") {
    return <ReadFailure what={t("console.map.failed")} failed={basemap} onRetry={() => setAttempt(attempt + 1)} />;
  }
  if (basemap.is === "reading") return <p className="empty">{t("state.loading")}</p>;
  return <LoadedMap {...props} basemap={basemap} />;
}
