// The symbols of a desk map: cases and alarms by priority, the selected one first.
import type { AlarmView } from "@minqing/core/alarm/alarm";
import type { Priority } from "@minqing/core/alarm/priority";
import type { CaseView } from "@minqing/core/case/case";
import { isEnded } from "@minqing/core/case/stages";
import { type DetectionView, detectionKey } from "@minqing/core/detection/detection";
import type { Bounds } from "../../map/map.ts";
import { alarmIcon, categoryIcon, type IconRows } from "../../map/symbols/category-icon.ts";
import type { MapSymbol } from "../../map/symbols/map-symbol.ts";

/** [mock: P1 36, the rest 28] */
const SIZE_PX: Readonly<Record<Priority, number>> = { 1: 36, 2: 28, 3: 28, 4: 28 };
const SELECTED_PX = 40;
const LABEL_PX = { selected: 16, urgent: 14, plain: 13 };
/** From this zoom on there is room for labels of P3. */
const PLAIN_LABELS_FROM = 11.5;

const RANK = { selected: 0, p1: 1, p2: 10, rest: 40 };

const rankOf = (priority: Priority): number =>
  priority === 1 ? RANK.p1 : priority === 2 ? RANK.p2 : RANK.rest + priority;

export interface DeskSymbolTexts {
  /** The label of a case: the end of its number, and its category. */
  label(row: CaseView): string;
  sub(row: CaseView): string;
  alarm(alarm: AlarmView): string;
}

function caseSymbol(row: CaseView, isSelected: boolean, { texts, zoom, icons }: DeskMapStyle): MapSymbol {
  const { priority } = row;
  const isUrgent = priority <= 2;
  return {
    kind: "priority",
    id: `case:${row.id}`,
    position: row.position,
    rank: isSelected ? RANK.selected : rankOf(priority),
    keep: isSelected || priority === 1,
    selected: isSelected,
    priority,
    sizePx: isSelected ? SELECTED_PX : SIZE_PX[priority],
    icon: categoryIcon(row, icons),
    urgent: false,
    hollow: isEnded(row.status),
    ...(isSelected || isUrgent || (priority === 3 && zoom >= PLAIN_LABELS_FROM)
      ? {
          label: {
            text: texts.label(row),
            ...(isSelected ? { sub: texts.sub(row) } : {}),
            sizePx: isSelected ? LABEL_PX.selected : isUrgent ? LABEL_PX.urgent : LABEL_PX.plain,
            weight: isSelected ? 700 : 400,
            colour: "#E8EEF4",
          } as const,
        }
      : {}),
  };
}

function alarmSymbol(
  alarm: AlarmView,
  position: readonly [number, number],
  isSelected: boolean,
  { texts, icons }: DeskMapStyle,
): MapSymbol {
  const { priority } = alarm;
  return {
    kind: "priority",
    id: `alarm:${alarm.id}`,
    position,
    rank: isSelected ? RANK.selected : rankOf(priority),
    keep: isSelected || priority === 1,
    selected: isSelected,
    priority,
    sizePx: isSelected ? SELECTED_PX : SIZE_PX[priority],
    icon: alarmIcon(alarm.observedProperty, icons),
    urgent: priority === 1 && alarm.acknowledgedAt === null,
    ...(isSelected || priority === 1
      ? {
          label: {
            text: texts.alarm(alarm),
            sizePx: isSelected ? LABEL_PX.selected : LABEL_PX.urgent,
            weight: isSelected ? 700 : 400,
            colour: "#E8EEF4",
          } as const,
        }
      : {}),
  };
}

/** A camera is drawn only while one of its detections is selected. */
function detectionSymbol(detection: DetectionView): MapSymbol {
  return {
    kind: "force",
    id: `detection:${detectionKey(detection)}`,
    position: detection.position,
    rank: RANK.selected,
    keep: true,
    selected: true,
    sizePx: 32,
    icon: "camera",
    label: { text: detection.cameraName, sizePx: LABEL_PX.selected, weight: 700, colour: "#E8EEF4" },
  };
}

/** The place of a report that is not filed yet; hollow, because it is not a case. */
export function reportSymbol(position: readonly [number, number], priority: Priority, text: string): MapSymbol {
  return {
    kind: "priority",
    id: "report",
    position,
    rank: RANK.selected,
    keep: true,
    selected: true,
    priority,
    sizePx: SELECTED_PX,
    icon: "plus",
    urgent: false,
    hollow: true,
    label: { text, sizePx: LABEL_PX.selected, weight: 700, colour: "#E8EEF4" },
  };
}

export interface DeskMapStyle {
  texts: DeskSymbolTexts;
  icons: IconRows;
  zoom: number;
  /** The visible bounds; null until the map is ready. */
  bounds: Bounds | null;
}

/** More symbols cover the map, and placing them takes longer than a frame. */
const MAX_SYMBOLS = 300;

const isInView = (bounds: Bounds | null, [lon, lat]: readonly [number, number]): boolean =>
  bounds === null || (lon >= bounds[0] && lat >= bounds[1] && lon <= bounds[2] && lat <= bounds[3]);

/** The cases in view, those of highest priority when there are too many; always the selected one. */
function shownCases(cases: Iterable<CaseView>, selectedSymbol: string | null, bounds: Bounds | null): CaseView[] {
  const shown = [...cases].filter((row) => isInView(bounds, row.position) || selectedSymbol === `case:${row.id}`);
  if (shown.length <= MAX_SYMBOLS) return shown;
  const weight = (row: CaseView) => (selectedSymbol === `case:${row.id}` ? 0 : row.priority);
  return shown.sort((a, b) => weight(a) - weight(b)).slice(0, MAX_SYMBOLS);
}

export interface DeskMapContent {
  cases: Iterable<CaseView>;
  alarms: Iterable<AlarmView>;
  detections: Iterable<DetectionView>;
  /** `case:…`, `alarm:…` or `detection:…`. */
  selectedSymbol: string | null;
}

/** An alarm that opened a case is drawn as the case, unless the alarm itself is selected or an unacknowledged P1. */
export function deskSymbols(content: DeskMapContent, style: DeskMapStyle): MapSymbol[] {
  const { cases, alarms, detections, selectedSymbol } = content;
  const symbols: MapSymbol[] = [];
  for (const row of shownCases(cases, selectedSymbol, style.bounds))
    symbols.push(caseSymbol(row, selectedSymbol === `case:${row.id}`, style));
  for (const alarm of alarms) {
    const isSelected = selectedSymbol === `alarm:${alarm.id}`;
    const needsOwnSymbol =
      alarm.caseId === null || isSelected || (alarm.priority === 1 && alarm.acknowledgedAt === null);
    if (alarm.position !== null && needsOwnSymbol) symbols.push(alarmSymbol(alarm, alarm.position, isSelected, style));
  }
  for (const detection of detections) {
    if (selectedSymbol === `detection:${detectionKey(detection)}`) symbols.push(detectionSymbol(detection));
  }
  return symbols;
}
