// The warnings (预警) of each scenario: data. Colours and limits after 中国气象局令第16号.
import type { WarningColour } from "@minqing/core/warning/warning";
import type { Scenario } from "../world.ts";

export interface PlannedWarning {
  type: string;
  colour: WarningColour;
  /** Since the beginning of the scenario. */
  afterMs: number;
  /** Null: lifted when the storm is over. */
  liftAfterMs: number | null;
}

const MINUTE = 60_000;

const planned = (
  type: string,
  colour: WarningColour,
  afterMin: number,
  liftAfterMin: number | null,
): PlannedWarning => ({
  type,
  colour,
  afterMs: afterMin * MINUTE,
  liftAfterMs: liftAfterMin === null ? null : liftAfterMin * MINUTE,
});

export const WARNING_SCRIPTS: Readonly<Record<Scenario, readonly PlannedWarning[]>> = {
  calm: [planned("thunder", "yellow", 0.7, 20)],
  "rush-hour": [],
  storm: [
    planned("rainstorm", "yellow", 0.1, 3),
    planned("rainstorm", "orange", 3, null),
    planned("thunder", "orange", 1, null),
  ],
  flood: [
    planned("rainstorm", "orange", 0.1, 2),
    planned("rainstorm", "red", 2, null),
    planned("flood", "orange", 1, 6),
    planned("flood", "red", 6, null),
    planned("gale", "yellow", 0.5, null),
  ],
};

const TYPES: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  rainstorm: ["暴雨", "rainstorm"],
  thunder: ["雷电", "thunderstorm"],
  gale: ["大风", "gale"],
  flood: ["洪水", "flood"],
};

const COLOURS: Readonly<Record<WarningColour, readonly [zh: string, en: string]>> = {
  red: ["红色", "Red"],
  orange: ["橙色", "Orange"],
  yellow: ["黄色", "Yellow"],
  blue: ["蓝色", "Blue"],
};

export interface CityName {
  nameZh: string;
  nameEn: string;
}

export function warningTitles({ type, colour }: PlannedWarning, city: CityName): { titleZh: string; titleEn: string } {
  const [zh, en] = TYPES[type] ?? [type, type];
  const [colourZh, colourEn] = COLOURS[colour];
  return { titleZh: `${city.nameZh}${zh}${colourZh}预警`, titleEn: `${colourEn} ${en} warning, ${city.nameEn}` };
}
