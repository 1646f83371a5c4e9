// Symbols of stations: gauges with their level on the staff, depths, the highest rain, and dots for every other kind.
import { iconNamed } from "../../design/icons.ts";
import { differenceText, numberText } from "../../i18n/numbers.ts";
import { hourMinute } from "../../i18n/time-text.ts";
import type { MapSymbol, SymbolLabel } from "../../map/symbols/map-symbol.ts";
import { mainReading, type Station, shortStation } from "../data/station.ts";
import type { Scene } from "../scene.ts";
import { GAUGE_COLOURS, gaugeState } from "./gauge-state.ts";
import { RANKS } from "./item-symbols.ts";

export interface StationStyle {
  scene: Scene;
  role: "overview" | "focus";
  staleText: string;
}

/** Free space around normal gauges: on the map of the whole city only some of them have room. */
const CLEAR_PX = { overview: 34, focus: 8 };

/** Of a kind that names no icon of the page. */
const NEUTRAL = "component";

export interface DotStyle extends StationStyle {
  name(kind: { name: string; nameEn: string | null }): string;
}

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
    const { position, id } = station.thing;
    if (gauge === null || position === null) return [];
    const warned = gauge.state === "warning" || gauge.state === "guarantee";
    const short = shortStation(station);
    const at = gauge.observedAtMs;
    const content = warned
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
        label: plain(content, warned ? labelPx.gauge : labelPx.small, colour, warned ? 700 : 400),
      },
    ];
  });
}

/** Depth from which a flood point is shown as wet. */
const WET_M = 0.03;

export function depthSymbols(stations: readonly Station[], style: StationStyle): MapSymbol[] {
  return stations.flatMap((station): MapSymbol[] => {
    const depth = mainReading(station);
    const { position, id } = station.thing;
    if (position === null) return [];
    const wet = depth !== undefined && !depth.stale && depth.value >= WET_M;
    const stale = depth === undefined || depth.stale;
    // A dry flood point is shown only on the focus map.
    if (!wet && style.role === "overview") return [];
    const content = wet ? `${shortStation(station)} ${numberText(depth.value, 2)} m` : null;
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
        icon: wet ? iconNamed(station.kind.icon, "wave") : null,
        hollow: !wet,
        ...(content === null ? {} : { label: plain(content, style.scene.labelPx.small, "#C7D3DE", 400) }),
      },
    ];
  });
}

/** The gauges with the highest rain, with names; the rain layer shows all others. */
export function rainSymbols(stations: readonly Station[], style: StationStyle, named: number): MapSymbol[] {
  const wet = stations
    .flatMap((station) => {
      const rain = mainReading(station);
      return rain === undefined || rain.stale || rain.value < 0.5 ? [] : [{ station, mm: rain.value }];
    })
    .toSorted((a, b) => b.mm - a.mm);
  return wet.slice(0, named).flatMap(({ station, mm }): MapSymbol[] => {
    const { thing } = station;
    if (thing.position === null) return [];
    const content = `${shortStation(station)} ${numberText(mm, 1)} mm`;
    return [
      {
        kind: "dot",
        id: `thing:${thing.id}`,
        position: thing.position,
        rank: RANKS.gauge + 2,
        keep: false,
        sizePx: 30,
        colour: "#9DB9D3",
        icon: iconNamed(station.kind.icon, "rain"),
        hollow: true,
        label: plain(content, style.scene.labelPx.small, "#C7D3DE", 400),
      },
    ];
  });
}

/** The only thing that tells a kind without a row from another one is its code. */
const kindLabel = ({ kind }: Station, style: DotStyle): SymbolLabel | undefined =>
  kind.icon === NEUTRAL && style.role === "focus"
    ? plain(style.name({ name: kind.nameZh, nameEn: kind.nameEn }), style.scene.labelPx.small, "#C7D3DE", 400)
    : undefined;

/** Stations of every other kind in a neutral colour; a value over its limit is coloured only as an alarm. */
export function dotSymbols(stations: readonly Station[], style: DotStyle): MapSymbol[] {
  return stations.flatMap((station): MapSymbol[] => {
    const { thing, kind, readings } = station;
    if (thing.position === null) return [];
    const stale = Object.values(readings).every((reading) => reading === undefined || reading.stale);
    const label = kindLabel(station, style);
    return [
      {
        kind: "dot",
        id: `thing:${thing.id}`,
        position: thing.position,
        rank: RANKS.dot,
        keep: false,
        sizePx: 26,
        colour: stale ? "#8FA3B8" : "#9DB9D3",
        icon: iconNamed(kind.icon, NEUTRAL),
        hollow: true,
        ...(label === undefined ? {} : { label }),
      },
    ];
  });
}
