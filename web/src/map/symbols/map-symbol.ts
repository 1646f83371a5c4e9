// A symbol (标志) on the map: a shape, gauge or name, before its place is computed.
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
  /** Symbols with a smaller rank are placed first. */
  rank: number;
  /** The symbol is never left out and never put into a cluster. */
  keep: boolean;
  /** The label is always shown, even over other labels. */
  keepLabel?: boolean;
  /** Required free space around the symbol in px; without it the symbol is left out. For kinds with many symbols. */
  clearPx?: number;
  /** The selected symbol has a white ring. */
  selected?: boolean;
  label?: SymbolLabel;
}

export interface PrioritySymbol extends SymbolBase {
  kind: "priority";
  priority: Priority;
  sizePx: number;
  icon: IconName;
  /** An unacknowledged P1: pulses and is drawn above everything. */
  urgent: boolean;
  /** A hollow symbol is not an alarm. */
  hollow?: boolean;
  /** Text size of the count badge; when it is set, room for the badge is reserved. */
  badgePx?: number;
}

export interface GaugeSymbol extends SymbolBase {
  kind: "gauge";
  /** Height in px; the width is 0.38 of it. */
  sizePx: number;
  /** 0…1 of the staff; null without a fresh value. 0.6 is 警戒, 0.86 is 保证. */
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
  /** The line from the symbol to a label that stands away from it. */
  leader: readonly [x1: number, y1: number, x2: number, y2: number] | null;
}

export interface PlacedSymbol {
  symbol: MapSymbol;
  x: number;
  y: number;
  /** The true place of a symbol that was moved. */
  tether: readonly [number, number] | null;
  label: PlacedLabel | null;
  /** The number of hidden symbols of each priority behind this one. */
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

/** The offset of a count badge, as a share of the symbol's size. */
const BADGE_SHIFT = 0.42;

type Cluster = NonNullable<PlacedSymbol["cluster"]>;
export const badgeText = (cluster: Cluster): string => `+${cluster.reduce((sum, n) => sum + n, 0)}`;

export const badgeTextPx = (symbol: PrioritySymbol): number => symbol.badgePx ?? Math.round(symbol.sizePx * 0.78);

/** The box of the count badge ("+13") at the lower right of a symbol at x, y. */
export function badgeBox(symbol: PrioritySymbol, x: number, y: number, text: string): Box {
  const sizePx = badgeTextPx(symbol);
  const shift = symbol.sizePx * BADGE_SHIFT;
  return boxAround(x + shift, y + shift, sizePx * (0.35 + 0.58 * text.length), sizePx * 0.98);
}

/** The area for symbols and labels, and the function that measures texts. */
export interface DeclutterOptions {
  width: number;
  height: number;
  /** Boxes where nothing may stand: figures, legend, buttons over the map. */
  reserved: readonly Box[];
  measure(text: string, sizePx: number, weight: number): number;
}
