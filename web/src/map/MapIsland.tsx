// The bridge between React and the map: builds the map once, passes changes to it, builds a new one after the graphics
// context is lost.
import type { Layer } from "@deck.gl/core";
import type { BasemapIndex } from "@minqing/core/city/basemap-index";
import { useEffect, useRef, useState } from "react";
import { type Bounds, CityMap, type MapView, type Padding } from "./map.ts";
import type { Box, MapSymbol } from "./symbols/map-symbol.ts";

export interface MapIslandProps {
  basemap: BasemapIndex;
  basemapUrl: string;
  bounds: Bounds;
  padding: Padding;
  lineScale: number;
  interactive: boolean;
  label: string;
  watermark: string;
  maxZoom?: number;
  /** Undefined when the caller sets the layers itself, through `onMap`. */
  layers?: readonly Layer[];
  symbols: readonly MapSymbol[];
  reserved: readonly Box[];
  /** Codes of reaches by their state: guarantee, warning, normal, silent. */
  reaches: Readonly<Record<string, readonly string[]>>;
  /** Code of the shown region, which is outlined. */
  chosen: string | null;
  onPickPlace?(position: [number, number]): void;
  onPickSymbol?(id: string): void;
  onView?(view: MapView): void;
  /** Gives the caller the map, so that frames of moving things bypass React. */
  onMap?(map: CityMap | null): void;
}

export function MapIsland(props: MapIslandProps) {
  const container = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  latest.current = props;
  const [map, setMap] = useState<CityMap | null>(null);
  const [generation, setGeneration] = useState(0);
  const { basemap, basemapUrl, lineScale, interactive, watermark } = props;

  // biome-ignore lint/correctness/useExhaustiveDependencies: another generation is another map, after a lost context
  useEffect(() => {
    if (container.current === null) return;
    const { bounds, padding } = latest.current;
    const made = new CityMap({
      container: container.current,
      basemap,
      basemapUrl,
      bounds,
      padding,
      lineScale,
      interactive,
      watermark,
      reducedMotion: matchMedia("(prefers-reduced-motion: reduce)").matches,
      onPickPlace: (position) => latest.current.onPickPlace?.(position),
      onPickSymbol: (id) => latest.current.onPickSymbol?.(id),
      onView: (view) => latest.current.onView?.(view),
      onLost: () => setGeneration((n) => n + 1),
    });
    setMap(made);
    latest.current.onMap?.(made);
    return () => {
      latest.current.onMap?.(null);
      setMap(null);
      made.close();
    };
  }, [basemap, basemapUrl, lineScale, interactive, watermark, generation]);

  const { layers } = props;
  useEffect(() => {
    if (layers !== undefined) map?.setLayers(layers);
  }, [map, layers]);
  useEffect(() => map?.setSymbols(props.symbols), [map, props.symbols]);
  useEffect(() => map?.setReserved(props.reserved), [map, props.reserved]);
  useEffect(() => map?.setReaches(props.reaches), [map, props.reaches]);
  useEffect(() => map?.setChosen(props.chosen), [map, props.chosen]);

  const [west, south, east, north] = props.bounds;
  const { maxZoom, padding } = props;
  useEffect(() => {
    map?.fit([west, south, east, north], { padding, ...(maxZoom === undefined ? {} : { maxZoom }) });
  }, [map, west, south, east, north, maxZoom, padding]);

  return <div ref={container} className="city-map" role="application" aria-label={props.label} />;
}
