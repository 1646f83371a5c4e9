// A map on the desk: the shared map with the desk's signs, the selected place ringed, following what is selected.
import { ScatterplotLayer } from "@deck.gl/layers";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import { useText } from "../../i18n/use-text.ts";
import { MapIsland } from "../../map/MapIsland.tsx";
import type { Bounds, CityMap, MapView } from "../../map/map.ts";
import type { Sign } from "../../map/signs/sign.ts";
import { ReadFailure } from "../ReadFailure.tsx";
import { boundsAround } from "./bounds-around.ts";
import { useBasemapIndex } from "./use-basemap-index.ts";

const PADDING = { top: 24, right: 24, bottom: 24, left: 24 };
const LINE_SCALE = 0.6;
const FOCUS_ZOOM = 14;

interface Props {
  label: string;
  signs: readonly Sign[];
  /** What the map is about; the whole city without. */
  focus: readonly [number, number] | null;
  radiusM: number;
  /** Counts up to fit again, although the focus is the same. */
  refit?: number;
  onPickSign?(id: string): void;
  onPickPlace?(position: [number, number]): void;
  onView?(view: MapView, map: CityMap): void;
  children?: ReactNode;
}

/** White, 3 px, never a change of colour: the one selected. [mock] */
const ringLayer = (at: readonly [number, number]) =>
  new ScatterplotLayer({
    id: "selected-ring",
    data: [at],
    getPosition: (position: readonly [number, number]) => [position[0], position[1]],
    radiusUnits: "pixels",
    getRadius: 27,
    stroked: true,
    filled: false,
    lineWidthUnits: "pixels",
    getLineWidth: 3,
    getLineColor: [255, 255, 255],
  });

export function DeskMap(props: Props) {
  const t = useText();
  const [attempt, setAttempt] = useState(0);
  const basemap = useBasemapIndex(attempt);
  const [map, setMap] = useState<CityMap | null>(null);
  const { focus, radiusM, refit = 0 } = props;
  const [lon, lat] = focus ?? [null, null];
  useEffect(() => {
    map?.setLayers(lon === null || lat === null ? [] : [ringLayer([lon, lat])]);
  }, [map, lon, lat]);
  const whole = basemap.is === "read" ? basemap.index.bbox : null;
  const bounds = useMemo<Bounds | null>(
    () => (lon === null || lat === null ? whole : boundsAround([lon, lat], radiusM)),
    [lon, lat, radiusM, whole],
  );
  useEffect(() => {
    if (refit > 0 && whole !== null) map?.fit(whole);
  }, [map, refit, whole]);
  if (basemap.is === "failed") {
    return <ReadFailure what={t("console.map.failed")} failed={basemap} onRetry={() => setAttempt(attempt + 1)} />;
  }
  if (basemap.is === "reading" || bounds === null) return <p className="empty">{t("state.loading")}</p>;
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
        signs={props.signs}
        reserved={[]}
        reaches={{}}
        chosen={null}
        onMap={setMap}
        {...(props.onPickPlace === undefined ? {} : { onPickPlace: props.onPickPlace })}
        {...(props.onPickSign === undefined ? {} : { onPickSign: props.onPickSign })}
        onView={(view) => {
          if (map !== null) props.onView?.(view, map);
        }}
      />
      {props.children}
    </div>
  );
}
