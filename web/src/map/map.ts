// The map: the one imperative island. Owns MapLibre, deck.gl and the signs above them; React never draws a layer.
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

// Without this the build passes and the map stays blank: the worker is a file of its own.
setWorkerUrl(maplibreWorkerUrl);

/** [west, south, east, north] */
export type Bounds = readonly [number, number, number, number];

/** What layers and signs may depend on besides their data. */
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
  /** Words of the watermark in the map's canvas. */
  watermark: string;
  reducedMotion: boolean;
  onPickPlace?(position: [number, number]): void;
  onPickSymbol?(id: string): void;
  onView?(view: MapView): void;
  /** The graphics context is gone (driver reset, memory): this map is dead, build a new one. */
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
    // Both canvases; the event does not bubble, so it is caught on the way down.
    options.container.addEventListener("webglcontextlost", this.#lost, true);
    this.#map.on("click", (event) => this.#click(event.point, event.lngLat));
  }

  /** The layers of deck.gl, all of them, in order. Same id, same layer: deck.gl sees what changed. */
  setLayers(layers: readonly Layer[]): void {
    this.#overlay.setProps({ layers: [...layers] });
  }

  setSymbols(symbols: readonly MapSymbol[]): void {
    this.#symbols = symbols;
    this.#schedule();
  }

  /** Boxes in px over the map where no sign may stand. */
  setReserved(boxes: readonly Box[]): void {
    this.#reserved = boxes;
    this.#schedule();
  }

  /** Draws the reaches of the river by their state; those not named are plain water. */
  setReaches(codesByState: Readonly<Record<string, readonly string[]>>): void {
    this.#soon(() => {
      for (const [state, codes] of Object.entries(codesByState)) {
        for (const part of ["-casing", "", "-core"]) this.#filter(`reach-${state}${part}`, codes);
      }
    });
  }

  /** Outlines one region; loads the grid cells of its town when it is that small. */
  setChosen(code: string | null): void {
    this.#soon(() => {
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

  #soon(act: () => void): void {
    if (this.#isReady) act();
    else this.#whenReady.push(act);
  }

  #reportView(): void {
    this.#options.onView?.(this.view());
    this.#schedule();
  }

  /** At most one layout per animation frame, however many things ask for it. */
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
