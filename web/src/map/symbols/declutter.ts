// Places symbols and labels without overlaps. Symbols that touch are moved apart, then clustered; labels try eight
// sides, then a leader line, then are left out. Symbols with `keep` (P1, P2, warned gauges) are never left out.

import {
  type Box,
  badgeBox,
  badgeText,
  boxAround,
  type DeclutterOptions,
  type MapSymbol,
  overlaps,
  type PlacedSymbol,
  type PrioritySymbol,
} from "./map-symbol.ts";
import { placeLabel } from "./place-label.ts";

export interface ProjectedSymbol {
  symbol: MapSymbol;
  x: number;
  y: number;
}

const GAP_PX = 5;
/** Distances, in sizes of the symbol, by which it may be moved from its true place. */
const MOVES = [1, 1.5, 2];
const DIRECTIONS = 12;

/** The ring of a selected symbol is 7 px outside of it. */
const RING_PX = 16;

function symbolSize(symbol: MapSymbol): readonly [width: number, height: number] {
  if (symbol.kind === "name") return [0, 0];
  if (symbol.selected === true) return [symbol.sizePx + RING_PX, symbol.sizePx + RING_PX];
  return symbol.kind === "gauge" ? [symbol.sizePx * 0.38 + 6, symbol.sizePx] : [symbol.sizePx, symbol.sizePx];
}

const priorityOf = (symbol: MapSymbol): number | null => (symbol.kind === "priority" ? symbol.priority : null);

const mayHaveBadge = (symbol: MapSymbol): symbol is PrioritySymbol =>
  symbol.kind === "priority" && symbol.priority !== 1 && symbol.badgePx !== undefined;

/** The badge for which room is reserved. */
const USUAL_BADGE = "+12";

const badgeIn = (symbol: PrioritySymbol, symbolBox: Box): Box =>
  badgeBox(symbol, (symbolBox.left + symbolBox.right) / 2, (symbolBox.top + symbolBox.bottom) / 2, USUAL_BADGE);

export const badgesOf = (placed: readonly PlacedSymbol[]): Box[] =>
  placed.flatMap(({ symbol, x, y, cluster }) =>
    cluster === null || symbol.kind !== "priority" ? [] : [badgeBox(symbol, x, y, badgeText(cluster))],
  );

function freePlace(at: ProjectedSymbol, taken: readonly Box[], options: DeclutterOptions): Box | null {
  const [width, height] = symbolSize(at.symbol);
  const isFree = (box: Box) => !taken.some((other) => overlaps(box, other));
  // In a crowd, a symbol that may get a count badge also needs room for the badge.
  const fits = (box: Box) => isFree(box) && (!mayHaveBadge(at.symbol) || isFree(badgeIn(at.symbol, box)));
  const here = boxAround(at.x, at.y, width + GAP_PX, height + GAP_PX);
  const { clearPx } = at.symbol;
  if (clearPx !== undefined) {
    const clear = boxAround(at.x, at.y, width + 2 * clearPx, height + 2 * clearPx);
    return isFree(clear) && fits(here) ? here : null;
  }
  if (fits(here)) return here;
  for (const move of MOVES) {
    for (let k = 0; k < DIRECTIONS; k++) {
      const angle = (k / DIRECTIONS) * 2 * Math.PI;
      const x = at.x + Math.cos(angle) * move * Math.max(width, height);
      const y = at.y + Math.sin(angle) * move * Math.max(width, height);
      const box = boxAround(x, y, width + GAP_PX, height + GAP_PX);
      const inside = box.left >= 0 && box.top >= 0 && box.right <= options.width && box.bottom <= options.height;
      if (inside && fits(box)) return box;
    }
  }
  return null;
}

function nearestOfKind(at: ProjectedSymbol, placed: readonly PlacedSymbol[]): PlacedSymbol | null {
  let best: PlacedSymbol | null = null;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const other of placed) {
    if (other.symbol.kind !== at.symbol.kind) continue;
    const distance = Math.hypot(other.x - at.x, other.y - at.y);
    if (distance < bestDistance) {
      best = other;
      bestDistance = distance;
    }
  }
  return best;
}

/** Counts a symbol without room at the nearest placed symbol of its kind that is not a P1. */
function joinCluster(at: ProjectedSymbol, placed: PlacedSymbol[]): void {
  const priority = priorityOf(at.symbol);
  if (priority === null) return;
  const hosts = placed.filter((p) => priorityOf(p.symbol) !== 1);
  const host = nearestOfKind(at, hosts);
  if (host === null) return;
  const counts = [...(host.cluster ?? [0, 0, 0, 0])] as [number, number, number, number];
  counts[priority - 1] = (counts[priority - 1] ?? 0) + 1;
  host.cluster = counts;
}

/** Rank limits of the tiers. Each tier places its symbols, then their labels, and avoids those of earlier tiers. */
const TIERS = [5, 20, 30, 40, 60, Number.POSITIVE_INFINITY];

const onPoint = ({ symbol, x, y }: ProjectedSymbol): PlacedSymbol => ({
  symbol,
  x,
  y,
  tether: null,
  label: null,
  cluster: null,
});

function placeSymbol(
  at: ProjectedSymbol,
  boxes: Box[],
  placed: PlacedSymbol[],
  options: DeclutterOptions,
): PlacedSymbol | null {
  if (at.symbol.kind === "name") return onPoint(at);
  const [width, height] = symbolSize(at.symbol);
  const found = freePlace(at, boxes, options);
  if (found === null && !at.symbol.keep) {
    joinCluster(at, placed);
    return null;
  }
  const box = found ?? boxAround(at.x, at.y, width, height);
  boxes.push(box);
  const x = (box.left + box.right) / 2;
  const y = (box.top + box.bottom) / 2;
  const moved = Math.hypot(x - at.x, y - at.y) > 1;
  return { ...onPoint(at), x, y, tether: moved ? [at.x, at.y] : null };
}

/** Moves labels that are covered by a count badge: a later tier may add to a cluster after the label was placed. */
function relabel(placed: readonly PlacedSymbol[], others: readonly Box[], options: DeclutterOptions): void {
  const badges = badgesOf(placed);
  for (const item of placed) {
    const { label } = item;
    if (label === null || !badges.some((badge) => overlaps(badge, label.box))) continue;
    const labels = placed.flatMap((other) => (other === item || other.label === null ? [] : [other.label.box]));
    item.label = placeLabel(item, symbolSize(item.symbol), [...others, ...badges, ...labels], options);
  }
}

export function declutter(symbols: readonly ProjectedSymbol[], options: DeclutterOptions): PlacedSymbol[] {
  const seen = symbols.filter(({ x, y }) => x >= 0 && y >= 0 && x <= options.width && y <= options.height);
  const ordered = seen.toSorted((a, b) => a.symbol.rank - b.symbol.rank || (a.symbol.id < b.symbol.id ? -1 : 1));
  const symbolBoxes: Box[] = [];
  const labels: Box[] = [...options.reserved];
  const placed: PlacedSymbol[] = [];
  let from = Number.NEGATIVE_INFINITY;
  for (const to of TIERS) {
    const tier = ordered.filter(({ symbol }) => symbol.rank >= from && symbol.rank < to);
    from = to;
    // The first tier may cover figures and legend, because important symbols come before them.
    const taken = to === TIERS[0] ? symbolBoxes : [...symbolBoxes, ...labels];
    const before = placed.length;
    for (const at of tier) {
      const count = taken.length;
      const item = placeSymbol(at, taken, placed, options);
      if (item !== null) placed.push(item);
      if (taken !== symbolBoxes && taken.length > count) symbolBoxes.push(...taken.slice(count));
    }
    const boxes = [...labels, ...symbolBoxes, ...badgesOf(placed)];
    for (const item of placed.slice(before)) {
      item.label = placeLabel(item, symbolSize(item.symbol), boxes, options);
      if (item.label === null) continue;
      boxes.push(item.label.box);
      labels.push(item.label.box);
    }
  }
  relabel(placed, [...options.reserved, ...symbolBoxes], options);
  return placed.filter((item) => item.symbol.kind !== "name" || item.label !== null);
}
