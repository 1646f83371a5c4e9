// Closed cases of the days before an anchor instant, so that 昨日同期 and 七日均 have data.
import type { CaseStatus } from "@minqing/core/case/status";
import { type DemoTransition, simulateCase } from "./case-life.ts";
import { CATEGORY_MIX, HOUR_WEIGHTS, SOURCE_MIX } from "./case-mix.ts";
import { type CityFrame, placeIn } from "./frame.ts";
import type { Point } from "./plane.ts";
import { sharedOut } from "./population.ts";
import { pickWeighted, randomFor } from "./random.ts";
import { shortTown, shortVillage } from "./short-name.ts";
import { VillagePicker } from "./village-picker.ts";

export interface DemoCase {
  id: string;
  /** Day in Shanghai's calendar that the number belongs to, and its serial there. */
  day: string;
  serial: number;
  number: string;
  category: string;
  title: string;
  status: CaseStatus;
  priority: 1 | 2 | 3 | 4;
  source: string;
  regionCode: string;
  at: Point;
  address: string;
  departmentId: string | null;
  reportedAt: Date;
  statusSince: Date;
  closedAt: Date | null;
  returnCount: number;
  reworkCount: number;
  version: number;
  transitions: DemoTransition[];
}

export const HISTORY_DAYS = 8;
/** Cases a day per person: 2.74 M people give about 330. */
const CASES_PER_PERSON_DAY = 1.2e-4;
const MAX_PER_DAY = 500;
const DAY_MS = 86_400_000;
/** Asia/Shanghai has had no daylight saving since 1991. */
const SHANGHAI_MS = 8 * 3_600_000;

export function historyOf(frame: CityFrame, anchor: Date): DemoCase[] {
  const today = Math.floor((anchor.getTime() + SHANGHAI_MS) / DAY_MS) * DAY_MS - SHANGHAI_MS;
  const people = [...frame.people.values()].reduce((sum, { population }) => sum + population, 0);
  const perDay = Math.max(4, Math.min(MAX_PER_DAY, people * CASES_PER_PERSON_DAY) * frame.densityScale);
  const places = new VillagePicker(frame);
  const cases: DemoCase[] = [];
  for (let day = today - HISTORY_DAYS * DAY_MS; day <= today; day += DAY_MS) {
    cases.push(...casesOfDay(frame, day, perDay, anchor, places));
  }
  return cases;
}

/** The highest serial of each day. */
export function caseSerials(cases: readonly DemoCase[]): { day: string; last: number }[] {
  const last = new Map<string, number>();
  for (const { day, serial } of cases) last.set(day, Math.max(last.get(day) ?? 0, serial));
  return [...last].map(([day, serial]) => ({ day, last: serial }));
}

function casesOfDay(frame: CityFrame, day: number, perDay: number, anchor: Date, places: VillagePicker): DemoCase[] {
  const date = new Date(day + SHANGHAI_MS).toISOString().slice(0, 10);
  const random = randomFor(frame.seed, `cases:${frame.code}:${date}`);
  const weekend = [0, 6].includes(new Date(day + SHANGHAI_MS).getUTCDay());
  const count = Math.max(1, Math.round(perDay * (weekend ? 0.82 : 1) * random.between(0.9, 1.1)));
  const perHour = sharedOut(count, HOUR_WEIGHTS);
  const instants = perHour.flatMap((n, hour) =>
    Array.from({ length: n }, () => Math.floor(day + (hour + random.next()) * 3_600_000)),
  );
  const reported = instants.sort((a, b) => a - b).filter((at) => at < anchor.getTime());
  return reported.flatMap((at, i) => {
    const made = oneCase(frame, { day: date, serial: i + 1 }, new Date(at), places);
    // A case that has not ended at the anchor is left out: the history has finished cases only.
    return made.statusSince < anchor ? [made] : [];
  });
}

function oneCase(
  frame: CityFrame,
  { day, serial }: { day: string; serial: number },
  reportedAt: Date,
  places: VillagePicker,
): DemoCase {
  const key = `${frame.code}:${day}:${serial}`;
  const random = randomFor(frame.seed, `case:${key}`);
  const village = places.pick(random);
  const place = placeIn(village, random, 350);
  const share = pickWeighted(CATEGORY_MIX, random);
  const source = pickWeighted(SOURCE_MIX, random).source;
  const town = shortTown(frame.towns.find(({ code }) => code === village.townCode)?.name ?? "");
  const { current, log } = simulateCase(
    {
      idText: `${frame.seed}:${key}`,
      source,
      priority: share.priority,
      departmentId: `${village.code.slice(0, 6)}-${share.department}`,
      reportedAt,
    },
    random,
  );
  const last = log[log.length - 1];
  return {
    id: current.id,
    day,
    serial,
    // Month, day, serial of the day.
    number: `${day.slice(5, 7)}${day.slice(8, 10)}-${String(serial).padStart(4, "0")}`,
    category: share.code,
    title: `${town}・${shortVillage(village.name)} ${share.name}`,
    status: current.status,
    priority: share.priority,
    source,
    regionCode: frame.grid.nearest(place).code,
    at: place,
    address: `${town}${shortVillage(village.name)}附近`,
    departmentId: current.departmentId,
    reportedAt,
    statusSince: last?.at ?? reportedAt,
    closedAt: current.status === "closed" ? (last?.at ?? null) : null,
    returnCount: current.returnCount,
    reworkCount: current.reworkCount,
    version: current.version,
    transitions: log,
  };
}
