// A sign (标志): one symbol, gauge or name on the map, before it is known where there is room for it.
import type { Priority } from "@minqing/core/alarm/priority";
import type { IconName } from "../../design/icons.ts";

export interface SymbolLabel {
  text: string;
  /** A second, smaller line. */
  sub?: string;
  sizePx: number;
  weight: 400 | 700;
  colour: string;
  /** Letter spacing in em. */
  spacing?: number;
}

interface SymbolBase {
  id: string;
  position: readonly [number, number];
  /** Placed in this order; the smallest first. */
  rank: number;
  /** May neither be dropped nor put into a cluster. */
  keep: boolean;
  /** Its label must be read, even where it has to lie over others. */
  keepLabel?: boolean;
  /** Free room around the symbol in px; what does not get it at its true place is left out. For plenty of one kind. */
  clearPx?: number;
  /** A white ring: the one that somebody is looking at. */
  selected?: boolean;
  label?: SymbolLabel;
}

export interface PrioritySymbol extends SymbolBase {
  kind: "priority";
  priority: Priority;
  sizePx: number;
  icon: IconName;
  /** An unacknowledged P1: pulses, and lies above everything. */
  urgent: boolean;
  /** Hollow: not an alarm. */
  hollow?: boolean;
  /** Text size of the count behind it; where it is set, room for the count is kept. */
  badgePx?: number;
}

export interface GaugeSymbol extends SymbolBase {
  kind: "gauge";
  /** Height in px; the width is 0.38 of it. */
  sizePx: number;
  /** 0…1 of the staff; null when there is no fresh datum. 0.6 is 警戒, 0.86 is 保证. */
  fill: number | null;
  colour: string;
}

export interface ForceSymbol extends SymbolBase {
  kind: "force";
  sizePx: number;
  icon: IconName;
}

/** A dot or ring for places of a class: a camera, a station. */
export interface DotSymbol extends SymbolBase {
  kind: "dot";
  sizePx: number;
  colour: string;
  icon: IconName | null;
  hollow: boolean;
}

export interface NameSymbol extends SymbolBase {
  kind: "name";
  label: SymbolLabel;
}

export type MapSymbol = PrioritySymbol | GaugeSymbol | ForceSymbol | DotSymbol | NameSymbol;

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface PlacedLabel {
  box: Box;
  align: "start" | "middle" | "end";
  /** From the symbol to the label, when it stands away from it. */
  leader: readonly [x1: number, y1: number, x2: number, y2: number] | null;
}

export interface PlacedSymbol {
  symbol: MapSymbol;
  x: number;
  y: number;
  /** Where it truly is, when it had to be moved apart. */
  tether: readonly [number, number] | null;
  label: PlacedLabel | null;
  /** How many more of each priority stand behind this symbol. */
  cluster: readonly [number, number, number, number] | null;
}

export const overlaps = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

export const boxAround = (x: number, y: number, width: number, height: number): Box => ({
  left: x - width / 2,
  top: y - height / 2,
  right: x + width / 2,
  bottom: y + height / 2,
});

/** Where the badge of a cluster hangs, as a share of the symbol's size. */
const BADGE_SHIFT = 0.42;

type Cluster = NonNullable<PlacedSymbol["cluster"]>;
export const badgeText = (cluster: Cluster): string => `+${cluster.reduce((sum, n) => sum + n, 0)}`;

export const badgeTextPx = (symbol: PrioritySymbol): number => symbol.badgePx ?? Math.round(symbol.sizePx * 0.78);

/** The box of the "+13" that a symbol at x, y wears at its lower right when others stand behind it. */
export function badgeBox(symbol: PrioritySymbol, x: number, y: number, words: string): Box {
  const sizePx = badgeTextPx(symbol);
  const shift = symbol.sizePx * BADGE_SHIFT;
  return boxAround(x + shift, y + shift, sizePx * (0.35 + 0.58 * words.length), sizePx * 0.98);
}

/** Where symbols and labels may stand, and how wide a text is. */
export interface DeclutterOptions {
  width: number;
  height: number;
  /** Where nothing may stand: figures, legend, buttons over the map. */
  reserved: readonly Box[];
  measure(text: string, sizePx: number, weight: number): number;
}
