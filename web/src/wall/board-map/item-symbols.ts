// Symbols of open items: a shape per priority with a label; unacknowledged P1 above everything.
import type { Priority } from "@minqing/core/alarm/priority";
import { alarmIcon, categoryIcon, type IconRows } from "../../map/symbols/category-icon.ts";
import type { MapSymbol, SymbolLabel } from "../../map/symbols/map-symbol.ts";
import type { FeedItem } from "../feed/feed-items.ts";
import type { Scene } from "../scene.ts";

export interface SymbolStyle {
  scene: Scene;
  role: "overview" | "focus";
  /** Label of an item; null for none. */
  label(item: FeedItem): string | null;
  sub(item: FeedItem): string | null;
  icons: IconRows;
}

/** Placement order: P1, P2, warned or silent gauges, counties, P3, normal gauges, towns, villages, seas. */
export const RANKS = {
  p1: 0,
  p2: 10,
  warnedGauge: 20,
  county: 30,
  p3: 40,
  p4: 45,
  gauge: 50,
  town: 60,
  dot: 65,
  village: 70,
};
const RANK_OF: Record<Priority, number> = { 1: RANKS.p1, 2: RANKS.p2, 3: RANKS.p3, 4: RANKS.p4 };

/** Number of labels per priority; further items show only their symbol. In a flood the feed names them. */
const LABELS: Record<Priority, number> = { 1: 6, 2: 5, 3: 8, 4: 0 };
/** Above this number of items (洪峰) only P1 and the first P2 always have a symbol; neighbours are clustered. */
const CROWD = 40;
const P2_ALONE = { calm: 40, crowd: 5 };
/** In a crowd, symbols nearer than this are clustered. */
const CLUSTER_PX: Record<Priority, number> = { 1: 0, 2: 8, 3: 14, 4: 14 };

function labelOf(item: FeedItem, style: SymbolStyle): SymbolLabel | undefined {
  const text = style.label(item);
  if (text === null) return undefined;
  const { priority, small } = style.scene.labelPx;
  const sub = item.priority === 1 ? style.sub(item) : null;
  const large = item.priority <= 2;
  return {
    text,
    ...(sub === null ? {} : { sub }),
    sizePx: large ? priority : small,
    weight: large ? 700 : 400,
    colour: "#E8EEF4",
  };
}

export function itemSymbols(items: readonly FeedItem[], style: SymbolStyle): MapSymbol[] {
  const isCrowd = items.length > CROWD;
  const given = { 1: 0, 2: 0, 3: 0, 4: 0 };
  return items.flatMap((item): MapSymbol[] => {
    if (item.position === null) return [];
    given[item.priority] += 1;
    const label = given[item.priority] <= LABELS[item.priority] ? labelOf(item, style) : undefined;
    const alone = isCrowd ? P2_ALONE.crowd : P2_ALONE.calm;
    const keep = item.priority === 1 || (item.priority === 2 && given[2] <= alone);
    return [
      {
        kind: "priority",
        id: item.id,
        position: item.position,
        rank: item.urgent ? -1 : RANK_OF[item.priority],
        keep,
        keepLabel: item.priority === 1,
        ...(keep || !isCrowd ? {} : { clearPx: CLUSTER_PX[item.priority] }),
        ...(isCrowd ? { badgePx: style.scene.floorNearPx } : {}),
        priority: item.priority,
        sizePx: style.scene.symbolPx[style.role][item.priority - 1] ?? 34,
        icon:
          item.case !== null
            ? categoryIcon(item.case, style.icons)
            : alarmIcon(item.alarm?.observedProperty ?? null, style.icons),
        urgent: item.urgent,
        ...(label === undefined ? {} : { label }),
      },
    ];
  });
}
