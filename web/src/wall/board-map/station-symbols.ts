// Signs of stations: river gauges with their water on the staff, tide, water quality, flood points, the wettest rain gauges.
import { differenceText, numberText } from "../../i18n/numbers.ts";
import { hourMinute } from "../../i18n/time-text.ts";
import type { MapSymbol, SymbolLabel } from "../../map/symbols/map-symbol.ts";
import type { Station } from "../data/city-store.ts";
import type { Scene } from "../scene.ts";
import { GAUGE_COLOURS, gaugeState } from "./gauge-state.ts";
import { RANKS } from "./item-symbols.ts";

export interface StationStyle {
  scene: Scene;
  role: "overview" | "focus";
  staleText: string;
}

/** "蕉坑水位站" on a map of gauges is "蕉坑". */
export const shortStation = (name: string): string => name.replace(/(水位站|潮位站|雨量站|水质站|易涝点|站)$/, "");

/** Normal gauges stand apart: on the whole city's map only some of them have room. */
const CLEAR_PX = { overview: 34, focus: 8 };

const plain = (text: string, sizePx: number, colour: string, weight: 400 | 700): SymbolLabel => ({
  text,
  sizePx,
  colour,
  weight,
});

export function gaugeSymbols(stations: readonly Station[], style: StationStyle): MapSymbol[] {
  const { labelPx, gaugePx } = style.scene;
  return stations.flatMap((station): MapSymbol[] => {
    const gauge = gaugeState(station);
    const { position, id, name } = station.thing;
    if (gauge === null || position === null) return [];
    const warned = gauge.state === "warning" || gauge.state === "guarantee";
    const short = shortStation(name);
    const at = gauge.observedAtMs;
    const words = warned
      ? `${short} ${differenceText(gauge.overM, 2)}`
      : gauge.stale
        ? `${short} ${style.staleText}${at === null ? "" : ` ${hourMinute(at)}`}`
        : `${short} ${numberText(gauge.valueM, 2)}`;
    const colour = warned ? GAUGE_COLOURS[gauge.state] : gauge.stale ? "#A9BACA" : "#C7D3DE";
    return [
      {
        kind: "gauge",
        id: `thing:${id}`,
        position,
        rank: warned || gauge.stale ? RANKS.warnedGauge : RANKS.gauge,
        keep: warned,
        ...(warned ? {} : { clearPx: style.role === "overview" ? CLEAR_PX.overview : CLEAR_PX.focus }),
        sizePx: gaugePx[style.role],
        fill: gauge.fill,
        colour: GAUGE_COLOURS[gauge.state],
        label: plain(words, warned ? labelPx.gauge : labelPx.small, colour, warned ? 700 : 400),
      },
    ];
  });
}

/** Depth from which a flood point is shown as wet. */
const WET_M = 0.03;

export function floodSymbols(stations: readonly Station[], style: StationStyle): MapSymbol[] {
  return stations.flatMap((station): MapSymbol[] => {
    const depth = station.readings["flood_depth"];
    const { position, id, name } = station.thing;
    if (position === null) return [];
    const wet = depth !== undefined && !depth.stale && depth.value >= WET_M;
    const stale = depth === undefined || depth.stale;
    // A dry flood point is only worth its place on a near map.
    if (!wet && style.role === "overview") return [];
    const words = wet ? `${shortStation(name)} ${numberText(depth.value, 2)} m` : null;
    return [
      {
        kind: "dot",
        id: `thing:${id}`,
        position,
        rank: wet ? RANKS.gauge : RANKS.dot,
        keep: false,
        ...(wet ? {} : { clearPx: 2 }),
        sizePx: wet ? 28 : 14,
        colour: stale ? "#8FA3B8" : "#6C94BA",
        icon: wet ? "wave" : null,
        hollow: !wet,
        ...(words === null ? {} : { label: plain(words, style.scene.labelPx.small, "#C7D3DE", 400) }),
      },
    ];
  });
}

/** The wettest gauges by name; the others are a layer of drops. */
export function rainSymbols(stations: readonly Station[], style: StationStyle, named: number): MapSymbol[] {
  const wet = stations
    .filter(({ readings: { rain_1h } }) => rain_1h !== undefined && !rain_1h.stale && rain_1h.value >= 0.5)
    .toSorted((a, b) => (b.readings["rain_1h"]?.value ?? 0) - (a.readings["rain_1h"]?.value ?? 0));
  return wet.slice(0, named).flatMap(({ thing, readings }): MapSymbol[] => {
    if (thing.position === null) return [];
    const words = `${shortStation(thing.name)} ${numberText(readings["rain_1h"]?.value ?? null, 1)} mm`;
    return [
      {
        kind: "dot",
        id: `thing:${thing.id}`,
        position: thing.position,
        rank: RANKS.gauge + 2,
        keep: false,
        sizePx: 30,
        colour: "#9DB9D3",
        icon: "rain",
        hollow: true,
        label: plain(words, style.scene.labelPx.small, "#C7D3DE", 400),
      },
    ];
  });
}

/** Water-quality stations: ammonia over its target is hollow yellow only as an alarm; the station itself stays neutral. */
export function qualitySymbols(stations: readonly Station[]): MapSymbol[] {
  return stations.flatMap(({ thing, readings }): MapSymbol[] => {
    if (thing.position === null) return [];
    const stale = Object.values(readings).every((reading) => reading === undefined || reading.stale);
    return [
      {
        kind: "dot",
        id: `thing:${thing.id}`,
        position: thing.position,
        rank: RANKS.dot,
        keep: false,
        sizePx: 26,
        colour: stale ? "#8FA3B8" : "#9DB9D3",
        icon: "drop",
        hollow: true,
      },
    ];
  });
}
