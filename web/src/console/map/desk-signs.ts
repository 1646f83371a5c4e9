// The signs of a desk map: cases and alarms by priority, the selected one first, and the names of counties and towns.
import type { AlarmView } from "@minqing/core/alarm/alarm";
import type { Priority } from "@minqing/core/alarm/priority";
import type { CaseView } from "@minqing/core/case/case";
import type { RegionView } from "@minqing/core/region/region";
import type { Sign } from "../../map/signs/sign.ts";
import { alarmIcon, categoryIcon } from "../../wall/board-map/category-icon.ts";

/** [mock: P1 36, the rest 28] */
const SIZE_PX: Readonly<Record<Priority, number>> = { 1: 36, 2: 28, 3: 28, 4: 28 };
const LABEL_PX = { selected: 16, urgent: 14, plain: 13, county: 17, town: 14 };

const RANK = { selected: 0, p1: 1, p2: 10, county: 30, rest: 40, town: 60 };

const rankOf = (priority: Priority): number =>
  priority === 1 ? RANK.p1 : priority === 2 ? RANK.p2 : RANK.rest + priority;

export interface DeskSignWords {
  /** The label of a case: the end of its number and what it is. */
  label(row: CaseView): string;
  sub(row: CaseView): string;
  alarm(alarm: AlarmView): string;
  region(region: RegionView): string;
}

function caseSign(row: CaseView, isSelected: boolean, words: DeskSignWords): Sign {
  const { priority } = row;
  const isUrgent = priority <= 2;
  return {
    kind: "priority",
    id: `case:${row.id}`,
    position: row.position,
    rank: isSelected ? RANK.selected : rankOf(priority),
    keep: isSelected || priority === 1,
    priority,
    sizePx: isSelected ? 40 : SIZE_PX[priority],
    icon: categoryIcon(row.category),
    urgent: false,
    ...(isSelected || priority <= 3
      ? {
          label: {
            text: words.label(row),
            ...(isSelected ? { sub: words.sub(row) } : {}),
            sizePx: isSelected ? LABEL_PX.selected : isUrgent ? LABEL_PX.urgent : LABEL_PX.plain,
            weight: isSelected ? 700 : 400,
            colour: "#E8EEF4",
          } as const,
        }
      : {}),
  };
}

function alarmSign(
  alarm: AlarmView,
  position: readonly [number, number],
  isSelected: boolean,
  words: DeskSignWords,
): Sign {
  const { priority } = alarm;
  return {
    kind: "priority",
    id: `alarm:${alarm.id}`,
    position,
    rank: isSelected ? RANK.selected : rankOf(priority),
    keep: isSelected || priority === 1,
    priority,
    sizePx: isSelected ? 40 : SIZE_PX[priority],
    icon: alarmIcon(alarm.observedProperty),
    urgent: priority === 1 && alarm.acknowledgedAt === null,
    ...(isSelected || priority === 1
      ? {
          label: {
            text: words.alarm(alarm),
            sizePx: isSelected ? LABEL_PX.selected : LABEL_PX.urgent,
            weight: isSelected ? 700 : 400,
            colour: "#E8EEF4",
          } as const,
        }
      : {}),
  };
}

function nameSign(region: RegionView, words: DeskSignWords): Sign {
  const isCounty = region.level === "county";
  return {
    kind: "name",
    id: `region:${region.code}`,
    position: region.labelPoint,
    rank: isCounty ? RANK.county : RANK.town,
    keep: false,
    label: {
      text: words.region(region),
      sizePx: isCounty ? LABEL_PX.county : LABEL_PX.town,
      weight: isCounty ? 700 : 400,
      colour: "#A9BACA",
    },
  };
}

export interface DeskMapContent {
  cases: Iterable<CaseView>;
  alarms: Iterable<AlarmView>;
  regions: Iterable<RegionView>;
  /** `case:…` or `alarm:…`. */
  selectedSign: string | null;
}

/** An alarm that opened a case is drawn as the case, until somebody selects the alarm itself. */
export function deskSigns({ cases, alarms, regions, selectedSign }: DeskMapContent, words: DeskSignWords): Sign[] {
  const signs: Sign[] = [];
  for (const row of cases) signs.push(caseSign(row, selectedSign === `case:${row.id}`, words));
  for (const alarm of alarms) {
    const isSelected = selectedSign === `alarm:${alarm.id}`;
    const needsOwnSign = alarm.caseId === null || isSelected || (alarm.priority === 1 && alarm.acknowledgedAt === null);
    if (alarm.position !== null && needsOwnSign) signs.push(alarmSign(alarm, alarm.position, isSelected, words));
  }
  for (const region of regions) signs.push(nameSign(region, words));
  return signs;
}
