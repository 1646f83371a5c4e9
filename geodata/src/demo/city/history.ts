// Closed cases of the days before an anchor instant, so that 昨日同期 and 七日均 have data.
import type { CaseOpening } from "@minqing/core/case/case";
import { caseNumber } from "@minqing/core/case/case-number";
import type { CaseClock } from "@minqing/core/case/clock";
import type { CaseAct, CaseState } from "@minqing/core/case/decide";
import type { StageLimits } from "@minqing/core/case/limits";
import { limitsFor, runClocks } from "@minqing/core/case/run-clocks";
import { simulateCase } from "./case-life.ts";
import { CATEGORY_MIX, HOUR_WEIGHTS, SOURCE_MIX } from "./case-mix.ts";
import { type CityFrame, placeIn } from "./frame.ts";
import type { Plane, Point } from "./plane.ts";
import { sharedOut } from "./population.ts";
import { pickWeighted, randomFor } from "./random.ts";
import { shortTown, shortVillage } from "./short-name.ts";
import { VillagePicker } from "./village-picker.ts";

export interface DemoCase {
  /** Day in Shanghai's calendar that the number belongs to, and its serial there. */
  day: string;
  serial: number;
  opening: CaseOpening;
  at: Point;
  reportedAt: Date;
  /** What the acts, decided by the real table, have made of it. */
  state: CaseState;
  acts: CaseAct[];
  clocks: CaseClock[];
}

/** What a city sets, on which its history depends. */
export interface HistoryRules {
  plane: Plane;
  edition: string;
  categories: readonly { code: string; kind: CaseOpening["kind"]; limitS: number | null }[];
  limits: StageLimits | null;
}

export const HISTORY_DAYS = 8;
/** Cases a day per person: 2.74 M people give about 330. */
const CASES_PER_PERSON_DAY = 1.2e-4;
const MAX_PER_DAY = 500;
const DAY_MS = 86_400_000;
/** Asia/Shanghai has had no daylight saving since 1991. */
const SHANGHAI_MS = 8 * 3_600_000;

export function historyOf(frame: CityFrame, anchor: Date, rules: HistoryRules): DemoCase[] {
  const today = Math.floor((anchor.getTime() + SHANGHAI_MS) / DAY_MS) * DAY_MS - SHANGHAI_MS;
  const people = [...frame.people.values()].reduce((sum, { population }) => sum + population, 0);
  const perDay = Math.max(4, Math.min(MAX_PER_DAY, people * CASES_PER_PERSON_DAY) * frame.densityScale);
  const context = { frame, rules, places: new VillagePicker(frame) };
  const cases: DemoCase[] = [];
  for (let day = today - HISTORY_DAYS * DAY_MS; day <= today; day += DAY_MS) {
    cases.push(...casesOfDay(context, day, perDay, anchor));
  }
  return cases;
}

/** The highest serial of each day. */
export function caseSerials(cases: readonly DemoCase[]): { day: string; last: number }[] {
  const last = new Map<string, number>();
  for (const { day, serial } of cases) last.set(day, Math.max(last.get(day) ?? 0, serial));
  return [...last].map(([day, serial]) => ({ day, last: serial }));
}

interface Context {
  frame: CityFrame;
  rules: HistoryRules;
  places: VillagePicker;
}

function casesOfDay(context: Context, day: number, perDay: number, anchor: Date): DemoCase[] {
  const { frame } = context;
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
    const made = oneCase(context, { day: date, serial: i + 1 }, new Date(at));
    // A case that has not ended at the anchor is left out: the history has finished cases only.
    return made.state.statusSince < anchor ? [made] : [];
  });
}

function oneCase(
  { frame, rules, places }: Context,
  { day, serial }: { day: string; serial: number },
  reportedAt: Date,
): DemoCase {
  const key = `${frame.code}:${day}:${serial}`;
  const random = randomFor(frame.seed, `case:${key}`);
  const village = places.pick(random);
  const place = placeIn(village, random, 350);
  const share = pickWeighted(CATEGORY_MIX, random);
  const source = pickWeighted(SOURCE_MIX, random).source;
  const town = shortTown(frame.towns.find(({ code }) => code === village.townCode)?.name ?? "");
  const category = rules.categories.find(({ code }) => code === share.code);
  if (category === undefined) throw new Error(`expected a category for code ${share.code}, got none`);
  const opening: CaseOpening = {
    number: caseNumber(day, serial),
    kind: category.kind,
    category: category.code,
    categoryEdition: rules.edition,
    title: `${town}・${shortVillage(village.name)} ${share.name}`,
    description: null,
    priority: share.priority,
    source,
    sourceId: null,
    regionCode: frame.grid.nearest(place).code,
    reachCode: null,
    position: [...rules.plane.toLonLat(place)],
    address: `${town}${shortVillage(village.name)}附近`,
    secrecy: 0,
    synthetic: true,
  };
  const departmentId = `${village.code.slice(0, 6)}-${share.department}`;
  const { current, log } = simulateCase({ idText: `${frame.seed}:${key}`, opening, departmentId, reportedAt }, random);
  const basis = { priority: share.priority, category: { edition: rules.edition, limitS: category.limitS } };
  return {
    day,
    serial,
    opening,
    at: place,
    reportedAt,
    state: current,
    ...runClocks([], log, limitsFor(rules.limits, basis)),
  };
}
