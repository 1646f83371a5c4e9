// The only imperative island: owns MapLibre, deck.gl and the symbols above them. React never draws a layer.
import type { Layer } from "@deck.gl/core";
import { MapLibreOverlay } from "@deck.gl/maplibre";
import { type GeoJSONSource, type LngLatBoundsLike, MapLibreMap, setWorkerUrl } from "maplibre-gl";
import maplibreWorkerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import "maplibre-gl/dist/maplibre-gl.css";
import "./map.css";
import type { BasemapIndex } from "@minqing/core/city/basemap-index";
import { basemapStyle, CHOSEN_LAYERS } from "./basemap-style.ts";
import { declutter } from "./symbols/declutter.ts";
import type { Box, MapSymbol, PlacedSymbol } from "./symbols/map-symbol.ts";
import { measureText } from "./symbols/measure-text.ts";
import { SymbolOverlay } from "./symbols/symbol-overlay.ts";
import { watermarkImage } from "./watermark.ts";

// The worker is a separate file: without this line the build passes and the map stays blank.
setWorkerUrl(maplibreWorkerUrl);

/** [west, south, east, north] */
export type Bounds = readonly [number, number, number, number];

/** The view, on which layers and symbols may depend besides their data. */
export interface MapView {
  zoom: number;
  bounds: Bounds;
  width: number;
  height: number;
}

export interface Padding {
  top: number;
  right: number;
  bottom: number;
  left: number;
}

export interface CityMapOptions {
  container: HTMLElement;
  basemap: BasemapIndex;
  /** Folder of the basemap's files, without a slash at the end. */
  basemapUrl: string;
  bounds: Bounds;
  padding: Padding;
  /** Multiplies line widths: 1 on the wall, less on a desk. */
  lineScale: number;
  interactive: boolean;
  /** Text of the watermark in the map's canvas. */
  watermark: string;
  reducedMotion: boolean;
  onPickPlace?(position: [number, number]): void;
  onPickSymbol?(id: string): void;
  onView?(view: MapView): void;
  /** Called when the graphics context is lost (driver reset, memory): the caller must build a new map. */
  onLost?(): void;
}

export class CityMap {
  readonly #map: MapLibreMap;
  readonly #overlay: MapLibreOverlay;
  readonly #symbolOverlay: SymbolOverlay;
  readonly #options: CityMapOptions;
  #symbols: readonly MapSymbol[] = [];
  #reserved: readonly Box[] = [];
  #placed: PlacedSymbol[] = [];
  #frame = 0;
  #isReady = false;
  #gridTown: string | null = null;
  #whenReady: (() => void)[] = [];

  constructor(options: CityMapOptions) {
    this.#options = options;
    this.#map = new MapLibreMap({
      container: options.container,
      style: basemapStyle(options.basemap, options.basemapUrl, options.lineScale),
      bounds: options.bounds as unknown as LngLatBoundsLike,
      fitBoundsOptions: { padding: options.padding },
      attributionControl: false,
      interactive: options.interactive,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      keyboard: false,
      fadeDuration: 0,
      maxZoom: 17,
      minZoom: 7,
      canvasContextAttributes: { antialias: true, preserveDrawingBuffer: false },
    });
    this.#map.touchZoomRotate?.disableRotation();
    this.#overlay = new MapLibreOverlay({ interleaved: false, layers: [] });
    this.#symbolOverlay = new SymbolOverlay(options.container);
    this.#map.on("load", () => this.#ready());
    this.#map.on("move", () => this.#schedule());
    this.#map.on("resize", () => this.#schedule());
    this.#map.on("moveend", () => this.#reportView());
    // The event of both canvases does not bubble, so it is caught in the capture phase.
    options.container.addEventListener("webglcontextlost", this.#lost, true);
    this.#map.on("click", (event) => this.#click(event.point, event.lngLat));
  }

  /** Sets all layers of deck.gl in order. deck.gl compares layers by id and updates what changed. */
  setLayers(layers: readonly Layer[]): void {
    this.#overlay.setProps({ layers: [...layers] });
  }

  setSymbols(symbols: readonly MapSymbol[]): void {
    this.#symbols = symbols;
    this.#schedule();
  }

  /** Sets boxes in px where no symbol may stand. */
  setReserved(boxes: readonly Box[]): void {
    this.#reserved = boxes;
    this.#schedule();
  }

  /** Draws reaches by their state; reaches that are not listed are plain water. */
  setReaches(codesByState: Readonly<Record<string, readonly string[]>>): void {
    this.#onceReady(() => {
      for (const [state, codes] of Object.entries(codesByState)) {
        for (const part of ["-casing", "", "-core"]) this.#filter(`reach-${state}${part}`, codes);
      }
    });
  }

  /** Outlines one region; at town level and below also loads the grid cells of the town. */
  setChosen(code: string | null): void {
    this.#onceReady(() => {
      const codes = code === null ? [] : [code];
      for (const level of CHOSEN_LAYERS) {
        this.#filter(`chosen-fill-${level}`, codes);
        this.#filter(`chosen-line-${level}`, codes);
      }
      this.#loadGrid(code !== null && code.length >= 9 ? code.slice(0, 9) : null);
    });
  }

  fit(bounds: Bounds, options: { maxZoom?: number; padding?: Padding; animate?: boolean } = {}): void {
    const animate = (options.animate ?? true) && !this.#options.reducedMotion;
    this.#map.fitBounds(bounds as unknown as LngLatBoundsLike, {
      padding: options.padding ?? this.#options.padding,
      duration: animate ? 900 : 0,
      ...(options.maxZoom === undefined ? {} : { maxZoom: options.maxZoom }),
    });
  }

  view(): MapView {
    const bounds = this.#map.getBounds();
    const { clientWidth: width, clientHeight: height } = this.#options.container;
    return {
      zoom: this.#map.getZoom(),
      bounds: [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()],
      width,
      height,
    };
  }

  /** Where a position is on the map, in px. */
  project(position: readonly [number, number]): { x: number; y: number } {
    return this.#map.project([position[0], position[1]]);
  }

  resize(): void {
    this.#map.resize();
  }

  close(): void {
    this.#options.container.removeEventListener("webglcontextlost", this.#lost, true);
    cancelAnimationFrame(this.#frame);
    this.#symbolOverlay.remove();
    this.#map.remove();
  }

  readonly #lost = (): void => this.#options.onLost?.();

  #ready(): void {
    const image = watermarkImage(this.#options.watermark);
    this.#map.addImage("watermark", image, { pixelRatio: 1 });
    this.#map.addControl(this.#overlay);
    this.#isReady = true;
    for (const act of this.#whenReady.splice(0)) act();
    this.#schedule();
    this.#reportView();
    this.#options.container.dataset["ready"] = "true";
  }

  #filter(layerId: string, codes: readonly string[]): void {
    if (this.#map.getLayer(layerId) === undefined) return;
    this.#map.setFilter(layerId, ["in", ["get", "code"], ["literal", [...codes]]]);
  }

  #loadGrid(town: string | null): void {
    if (town === this.#gridTown) return;
    this.#gridTown = town;
    const file = this.#options.basemap.towns.find(({ code }) => code === town)?.gridFile;
    const source = this.#map.getSource<GeoJSONSource>("grid");
    source?.setData(
      file === undefined ? { type: "FeatureCollection", features: [] } : `${this.#options.basemapUrl}/${file}`,
    );
  }

  #onceReady(act: () => void): void {
    if (this.#isReady) act();
    else this.#whenReady.push(act);
  }

  #reportView(): void {
    this.#options.onView?.(this.view());
    this.#schedule();
  }

  /** Schedules at most one layout per animation frame. */
  #schedule(): void {
    if (this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.#layout();
    });
  }

  #layout(): void {
    const { clientWidth: width, clientHeight: height } = this.#options.container;
    const projected = this.#symbols.map((symbol) => ({ symbol, ...this.project(symbol.position) }));
    this.#placed = declutter(projected, { width, height, reserved: this.#reserved, measure: measureText });
    this.#symbolOverlay.draw(this.#placed);
  }

  #click(point: { x: number; y: number }, at: { lng: number; lat: number }): void {
    const symbol = this.#symbolOverlay.at(point.x, point.y, this.#placed);
    if (symbol !== null && this.#options.onPickSymbol !== undefined) this.#options.onPickSymbol(symbol.id);
    else this.#options.onPickPlace?.([at.lng, at.lat]);
  }
}
