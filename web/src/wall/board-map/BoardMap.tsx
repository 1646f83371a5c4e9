// One map of the wall: the layers and symbols of its theme, the moving things, and the texts over it.
import type { Layer } from "@deck.gl/core";
import { type ReactNode, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useStore } from "zustand";
import { useLanguage } from "../../i18n/Localised.tsx";
import { useName } from "../../i18n/named.ts";
import { ageText } from "../../i18n/time-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { serverNowMs } from "../../live/live-store.ts";
import { movingLayers } from "../../map/layers/moving-layer.ts";
import { MapIsland } from "../../map/MapIsland.tsx";
import type { Bounds, CityMap, MapView, Padding } from "../../map/map.ts";
import type { Box } from "../../map/symbols/map-symbol.ts";
import { cityStore } from "../data/city-store.ts";
import { type Fleet, fleets, movingRevision, onMoving } from "../data/moving.ts";
import { useBasemap } from "../data/use-basemap.ts";
import type { Scene } from "../scene.ts";
import { itemState, mapLabel } from "./item-text.ts";
import { layersOf, type MapData, rainOn, reachesByState, symbolsOf } from "./map-content.ts";

interface Props {
  name: "overview" | "focus";
  label: string;
  data: MapData;
  scene: Scene;
  bounds: Bounds;
  padding: Padding;
  maxZoom?: number;
  /** The code of the chosen region, outlined. */
  chosen: string | null;
  onPickPlace?(position: [number, number]): void;
  onPickSymbol?(id: string): void;
  onView?(view: MapView, map: CityMap): void;
  children?: ReactNode;
}

const FLEETS: Record<MapData["theme"], Fleet | null> = {
  emergency: null,
  river: "river_chief",
  urban: null,
  traffic: "vehicle",
};

/** The boxes of the elements over the map (`data-reserve`), in px of the map. */
function useReserved(frame: React.RefObject<HTMLDivElement | null>): readonly Box[] {
  const [boxes, setBoxes] = useState<readonly Box[]>([]);
  useLayoutEffect(() => {
    const parent = frame.current;
    if (parent === null) return;
    const scale = parent.getBoundingClientRect().width / Math.max(parent.offsetWidth, 1);
    const origin = parent.getBoundingClientRect();
    const next = [...parent.querySelectorAll("[data-reserve]")].map((element) => {
      const box = element.getBoundingClientRect();
      return {
        left: Math.round((box.left - origin.left) / scale) - 6,
        top: Math.round((box.top - origin.top) / scale) - 4,
        right: Math.round((box.right - origin.left) / scale) + 6,
        bottom: Math.round((box.bottom - origin.top) / scale) + 4,
      };
    });
    setBoxes((before) => (JSON.stringify(before) === JSON.stringify(next) ? before : next));
  });
  return boxes;
}

/** Passes frames of moving things to the map, bypassing React, four times a second. */
function useLayers(map: CityMap | null, layers: readonly Layer[], fleet: Fleet | null, radiusPx: number): void {
  useEffect(() => {
    if (map === null) return;
    const draw = () => {
      const moving = fleet === null ? [] : movingLayers(fleet, fleets[fleet], movingRevision.current, radiusPx);
      map.setLayers([...layers, ...moving]);
    };
    draw();
    return fleet === null ? undefined : onMoving(draw);
  }, [map, layers, fleet, radiusPx]);
}

export function BoardMap(props: Props) {
  const { name, data, scene, chosen } = props;
  const t = useText();
  const { locale } = useLanguage();
  const regionName = useName();
  const kinds = useStore(cityStore, (state) => state.kinds);
  const basemap = useBasemap();
  const frame = useRef<HTMLDivElement>(null);
  const reserved = useReserved(frame);
  const [map, setMap] = useState<CityMap | null>(null);
  const [zoom, setZoom] = useState(9);
  const isDeep = zoom >= 11;
  const zoomClass = Math.round(zoom * 2) / 2;

  const { theme, density, components, roads, patrols } = data;
  // Only the rain layer depends on readings; the others must not be rebuilt when a gauge reports.
  const rain = useMemo(() => rainOn(theme, data.stations), [theme, data.stations]);
  const layers = useMemo(
    () => layersOf({ theme, density, components, roads, patrols, rain }, zoomClass, 1),
    [theme, density, components, roads, patrols, rain, zoomClass],
  );
  useLayers(map, layers, FLEETS[data.theme], isDeep ? 7 : 5);
  const symbols = useMemo(
    () =>
      symbolsOf(data, {
        scene,
        role: isDeep ? "focus" : "overview",
        staleText: t("wall.gauge.silent"),
        label: (item) => mapLabel(item, { locale, kinds: kinds.values(), maxLength: locale === "en" ? 26 : 16 }),
        sub: (item) => `${ageText(t, Date.parse(item.since), serverNowMs())} · ${itemState(item, t)}`,
        name: (region) => regionName(region.name, region.nameEn),
      }),
    [data, scene, isDeep, t, locale, regionName, kinds],
  );
  const reaches = useMemo(() => reachesByState(data.theme, data.reaches), [data.theme, data.reaches]);
  return (
    <div className={`board-map board-map-${name}`} ref={frame} data-map={name} data-zoom={zoom.toFixed(1)}>
      {basemap.data === null ? (
        <p className="loading">{basemap.error === null ? t("state.loading") : t("wall.map.failed")}</p>
      ) : (
        <MapIsland
          basemap={basemap.data}
          basemapUrl={basemap.url}
          bounds={props.bounds}
          padding={props.padding}
          {...(props.maxZoom === undefined ? {} : { maxZoom: props.maxZoom })}
          lineScale={1}
          interactive={name === "overview"}
          label={props.label}
          watermark={`${t("synthetic")} · ${t("sketch")}`}
          symbols={symbols}
          reserved={reserved}
          reaches={reaches}
          chosen={chosen}
          onMap={setMap}
          {...(props.onPickPlace === undefined ? {} : { onPickPlace: props.onPickPlace })}
          {...(props.onPickSymbol === undefined ? {} : { onPickSymbol: props.onPickSymbol })}
          onView={(view) => {
            setZoom(view.zoom);
            if (map !== null) props.onView?.(view, map);
          }}
        />
      )}
      {props.children}
    </div>
  );
}
