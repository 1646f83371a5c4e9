// Figures, timeline and rankings, compared with counts from the lists.
import type { CaseView } from "@minqing/core/case/case";
import type { CaseActView } from "@minqing/core/case/log";
import { type Figure, FigureGroup, TimelineLane } from "@minqing/core/kpi/kpi";
import { sql } from "@minqing/geodata/sql";
import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { expectProblem, HAIFENG, LUFENG, openApp, SEED_TIMEOUT_MS, type TestApp } from "../open-app.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** 18:10 in China. */
const START = Date.parse("2026-09-11T10:10:00Z");
const MIDNIGHT = Date.parse("2026-09-10T16:00:00Z");

let app: TestApp;
let clockMs = START;
beforeAll(async () => {
  app = await openApp({ now: () => new Date(clockMs) });
}, SEED_TIMEOUT_MS);

/** Advances the clock beyond the time to live of every cache. */
const later = () => {
  clockMs += 16_000;
};

async function figures(region = "441500"): Promise<(key: string) => Figure> {
  const group = FigureGroup.parse((await app.get("leader", `/api/kpis?region=${region}`)).body);
  return (key) => {
    const found = group.figures.find((figure) => figure.key === key);
    if (found === undefined) throw new Error(`expected a figure ${key}`);
    return found;
  };
}

const lanes = async (): Promise<(key: string) => TimelineLane> => {
  const parsed = z.object({ lanes: z.array(TimelineLane) }).parse((await app.get("leader", "/api/kpis/timeline")).body);
  return (key) => parsed.lanes.find((lane) => lane.key === key) ?? expect.unreachable(`no lane ${key}`);
};

async function streamOf(kind: string, property: string, region: string): Promise<{ id: number; thing: string }> {
  return app.db.one(
    sql`select s.id, t.id as thing from datastreams s join things t on t.id = s.thing_id
      where t.kind = ${kind} and s.observed_property = ${property} and t.region_code like ${`${region}%`} and not t.spare
      order by s.id limit 1`,
    z.object({ id: z.number(), thing: z.string() }),
  );
}

async function observe(id: number, agoMs: number, value: number): Promise<void> {
  const at = new Date(clockMs - agoMs);
  await app.db.execute(sql`insert into observations (datastream_id, observed_at, received_at, value_num)
    values (${id}, ${at}, ${at}, ${value}) on conflict do nothing`);
  await app.db.execute(sql`
    insert into latest_values (datastream_id, observed_at, seq, received_at, value_num)
    values (${id}, ${at}, 0, ${at}, ${value})
    on conflict (datastream_id) do update set observed_at = excluded.observed_at, value_num = excluded.value_num
    where latest_values.observed_at <= excluded.observed_at`);
}

describe("cases", () => {
  const all = async (): Promise<CaseView[]> => {
    const { body } = await app.get("leader", "/api/cases?limit=500");
    expect(body.nextCursor).toBeNull();
    return body.items;
  };
  const count = (cases: CaseView[], instant: (c: CaseView) => string | null, from: number, to: number) =>
    cases.filter((c) => {
      const at = Date.parse(instant(c) ?? "");
      return at >= from && at <= to;
    }).length;

  test("today against yesterday at the same time", async () => {
    const cases = await all();
    const of = await figures();
    for (const [key, instant] of [
      ["cases_reported_today", (c: CaseView) => c.reportedAt],
      ["cases_closed_today", (c: CaseView) => c.closedAt],
    ] as const) {
      expect(of(key).value, key).toBe(count(cases, instant, MIDNIGHT, clockMs));
      expect(of(key).comparison, key).toEqual({
        basis: "yesterday_same_time",
        value: count(cases, instant, MIDNIGHT - DAY, clockMs - DAY),
      });
    }
    expect(of("cases_reported_today").value).toBeGreaterThan(0);
  });

  test("rates of the closed ones, with their denominators", async () => {
    const closed = (await all()).filter((c) => c.closedAt !== null && Date.parse(c.closedAt) >= MIDNIGHT);
    const { items: categories } = (await app.get("leader", "/api/categories")).body;
    const hours: number[] = [];
    let onTime = 0;
    for (const c of closed) {
      const log = (await app.get("leader", `/api/cases/${c.id}`)).body.acts as CaseActView[];
      const dispatched = log.find(({ to }) => to === "dispatched");
      const handled = log.findLast(({ to }) => to === "handled");
      const { limitS } = categories.find((g: { code: string }) => g.code === c.category);
      const withUnitMs = log.reduce((sum, entry, i) => {
        const isWithUnit = entry.to === "dispatched" || entry.to === "handling";
        return sum + (isWithUnit ? Date.parse(log[i + 1]?.at ?? "") - Date.parse(entry.at) : 0);
      }, 0);
      hours.push(withUnitMs / HOUR);
      if (Date.parse(handled?.at ?? "") <= Date.parse(dispatched?.at ?? "") + limitS * 1000) onTime += 1;
    }
    const of = await figures();
    expect(of("on_time_rate")).toMatchObject({
      value: onTime / closed.length,
      denominator: closed.length,
      unit: "ratio",
    });
    const reworked = closed.filter((c) => c.reworkCount > 0).length;
    expect(of("rework_rate").value).toBe(reworked / closed.length);
    const sorted = hours.toSorted((a, b) => a - b);
    const middle =
      ((sorted[Math.floor((sorted.length - 1) / 2)] ?? 0) + (sorted[Math.ceil((sorted.length - 1) / 2)] ?? 0)) / 2;
    expect(of("handling_h").value).toBeCloseTo(middle, 6);
    expect(of("on_time_rate").comparison?.basis).toBe("seven_day_mean");
  });

  test("a place without any has a dash, not 0 %", async () => {
    const of = await figures("441502001001");
    expect(of("cases_closed_today").value).toBe(0);
    expect(of("on_time_rate")).toMatchObject({ value: null, denominator: 0 });
  });

  test("the categories and counties that lead", async () => {
    const today = (await all()).filter((c) => Date.parse(c.reportedAt) >= MIDNIGHT);
    const { items } = (await app.get("leader", "/api/kpis/rank?by=category")).body;
    const sum = items.reduce((total: number, row: { value: number }) => total + row.value, 0);
    expect(sum).toBe(today.length);
    const counties = (await app.get("leader", "/api/kpis/rank?by=county")).body.items;
    for (const row of counties) {
      expect(row.value, row.id).toBe(today.filter((c) => c.regionCode.startsWith(row.id)).length);
    }
  });

  test("bins of the timeline hold every case of two days once", async () => {
    const cases = await all();
    const lane = (await lanes())("cases");
    const from = Date.parse(lane.from);
    const sum = (values: (number | null)[]) => values.reduce<number>((total, value) => total + (value ?? 0), 0);
    expect(lane.values).toHaveLength(72);
    expect(sum(lane.values)).toBe(count(cases, (c) => c.reportedAt, from, clockMs));
    expect(sum(lane.before ?? [])).toBe(count(cases, (c) => c.reportedAt, from - DAY, from - 1));
  });
});

describe("water", () => {
  test("the wettest gauge in one and three hours, against an hour ago", async () => {
    later();
    const { id } = await streamOf("rain_gauge", "rainfall", HAIFENG);
    await app.db.execute(sql`delete from observations where datastream_id in
      (select id from datastreams where observed_property = 'rainfall') and observed_at > ${new Date(clockMs - 4 * HOUR)}`);
    for (const [agoMs, mm] of [
      [10 * MINUTE, 12],
      [50 * MINUTE, 8],
      [90 * MINUTE, 5],
      [200 * MINUTE, 40],
    ] as const) {
      await observe(id, agoMs, mm);
    }
    const of = await figures();
    expect(of("rain_max_1h_mm")).toMatchObject({ value: 20, comparison: { basis: "one_hour_ago", value: 5 } });
    expect(of("rain_max_3h_mm")).toMatchObject({ value: 25, comparison: { basis: "one_hour_ago", value: 45 } });
    expect(of("rain_max_1h_mm").dataAt).toBe(new Date(clockMs - 10 * MINUTE).toISOString());
    expect((await figures(LUFENG))("rain_max_1h_mm").value).toBeNull();
  });

  test("late rain is in the timeline and in the county's areal rain", async () => {
    later();
    const { id } = await streamOf("rain_gauge", "rainfall", HAIFENG);
    const before = (await lanes())("rain_max_mm_h");
    const areal = async () =>
      (await app.get("leader", "/api/kpis/rank?by=rain")).body.items.find((row: { id: string }) => row.id === HAIFENG)
        .value;
    const arealBefore = await areal();
    // 30 mm in the previous bin, received late.
    const agoMs = (clockMs % (20 * MINUTE)) + 10 * MINUTE;
    await observe(id, agoMs, 30);
    later();
    const after = (await lanes())("rain_max_mm_h");
    expect((after.values[70] ?? 0) - (before.values[70] ?? 0)).toBeGreaterThanOrEqual(30);
    const gauges = (await app.get("leader", `/api/things?kind=rain_gauge&region=${HAIFENG}&spare=false&limit=2000`))
      .body.items;
    expect(await areal()).toBeCloseTo(arealBefore + 30 / gauges.length, 6);
  });

  test("gauges over their own limits, and the silent ones", async () => {
    later();
    const { id, thing } = await streamOf("river_level", "water_level", HAIFENG);
    const { attributes, reachCode } = (await app.get("leader", `/api/things/${thing}`)).body;
    await observe(id, MINUTE, attributes.warningLevelM + 0.1);
    let of = await figures(HAIFENG);
    expect([of("levels_over_warning").value, of("levels_over_guarantee").value]).toEqual([1, 0]);
    expect(of("levels_silent").value).toBe((of("levels_silent").denominator ?? 0) - 1);
    const state = async () =>
      (await app.get("leader", "/api/reaches")).body.items.find((r: { code: string }) => r.code === reachCode).state;
    expect(await state()).toBe("warning");
    const { items } = (await app.get("leader", "/api/kpis/rank?by=level")).body;
    expect(items).toMatchObject([{ id: thing, value: expect.closeTo(0.1, 6) }]);
    await observe(id, 0, attributes.guaranteeLevelM);
    later();
    of = await figures(HAIFENG);
    expect([of("levels_over_warning").value, of("levels_over_guarantee").value, await state()]).toEqual([
      1,
      1,
      "guarantee",
    ]);
    clockMs += 10 * MINUTE;
    expect(await state()).toBe("silent");
  });

  test("the water class of a reach comes from its station's fresh sample", async () => {
    const reaches = async () => (await app.get("leader", "/api/reaches")).body.items;
    const seen = (await reaches()).map((reach: { code: string }) => reach.code);
    const station = await app.db.one(
      sql`select id, reach_code as reach from things
          where kind = 'water_quality' and not spare and reach_code = any(${seen}::text[]) order by id limit 1`,
      z.object({ id: z.string(), reach: z.string() }),
    );
    const sample = { dissolved_oxygen: 7, permanganate_index: 3, ammonia_nitrogen: 1.2, total_phosphorus: 0.1 };
    for (const [property, value] of Object.entries(sample)) {
      const { id } = await app.db.one(
        sql`select id from datastreams where thing_id = ${station.id} and observed_property = ${property}`,
        z.object({ id: z.number() }),
      );
      await observe(id, MINUTE, value);
    }
    const own = (await reaches()).find((reach: { code: string }) => reach.code === station.reach);
    // Ammonia 1.2 mg/L is class IV, everything else better. [GB 3838-2002]
    expect(own.waterClass).toBe("IV");
  });
});

describe("traffic, air, devices", () => {
  test("mean speed weighted by length, jams by the city's cuts, an hour ago beside it", async () => {
    later();
    const segments = await app.db.query(
      sql`select s.id, r.length_m, r.free_speed_kmh as free_kmh, r.code from roads r
        join things t on t.road_code = r.code and t.kind = 'traffic_sensor' and not t.spare
        join datastreams s on s.thing_id = t.id and s.observed_property = 'speed' where r.monitored order by r.code limit 2`,
      z.object({ id: z.number(), lengthM: z.number(), freeKmh: z.number(), code: z.string() }),
    );
    const [a, b] = segments;
    if (a === undefined || b === undefined) throw new Error("expected two monitored segments");
    const binHourAgo = Math.floor((clockMs - HOUR) / (20 * MINUTE)) * 20 * MINUTE;
    await observe(a.id, clockMs - binHourAgo - MINUTE, 44);
    await observe(a.id, 0, a.freeKmh);
    await observe(b.id, 0, b.freeKmh / 2);
    // Figures do not wait for the read of the sums of an hour ago; the timeline does.
    await lanes();
    const of = await figures();
    const mean = (a.freeKmh * a.lengthM + (b.freeKmh / 2) * b.lengthM) / (a.lengthM + b.lengthM);
    expect(of("road_mean_speed_kmh").value).toBeCloseTo(mean, 6);
    expect(of("road_mean_speed_kmh").comparison).toEqual({ basis: "one_hour_ago", value: 44 });
    expect(of("road_jam_segments")).toMatchObject({ value: 1, denominator: 2 });
    const { items } = (await app.get("leader", "/api/roads/state")).body;
    const known = items.filter((item: { congestion: string }) => item.congestion !== "unknown");
    expect(known).toMatchObject([
      { code: a.code, congestion: "free" },
      { code: b.code, congestion: "jam" },
    ]);
  });

  test("air is the mean of the stations' worst", async () => {
    later();
    const { id } = await streamOf("air_station", "pm25", "4415");
    await observe(id, MINUTE, 98);
    expect((await figures())("air_aqi")).toMatchObject({ value: 129, denominator: 1 });
  });

  test("shares of devices online and of fresh streams leave spare ones out", async () => {
    later();
    await app.db.execute(sql`update things set status = 'online', status_at = now() where kind = 'vehicle'`);
    const of = await figures();
    const things = (await app.get("leader", "/api/things?spare=false&limit=2000")).body.items;
    const vehicles = things.filter((t: { kind: string }) => t.kind === "vehicle").length;
    expect(of("vehicles_online")).toMatchObject({ value: vehicles, denominator: vehicles });
    expect(of("things_online_rate")).toMatchObject({ value: vehicles / things.length, denominator: things.length });
    expect(of("components_total").value).toBeGreaterThan(0);
  });

  test("a figure is remembered for two seconds at most", async () => {
    later();
    const at = async () => (await app.get("leader", "/api/kpis")).body.at;
    const first = await at();
    clockMs += 1_900;
    expect(await at()).toBe(first);
    clockMs += 200;
    expect(await at()).not.toBe(first);
  });

  test("without a region they are of all that one sees, ranked below where the own screens open", async () => {
    later();
    const session = (await app.get("haifeng", "/api/session")).body;
    expect(session).toMatchObject({ regions: [HAIFENG], home: HAIFENG });
    const own = FigureGroup.parse((await app.get("haifeng", "/api/kpis")).body);
    const county = FigureGroup.parse((await app.get("leader", `/api/kpis?region=${HAIFENG}`)).body);
    expect([own.regionCode, own.figures]).toEqual([null, county.figures]);
    const ranked = (await app.get("haifeng", "/api/kpis/rank?by=rain")).body.items;
    expect(ranked.length).toBeGreaterThan(0);
    for (const { id } of ranked) expect(id).toMatch(new RegExp(`^${HAIFENG}\\d{3}$`));
    expect((await app.get("leader", "/api/session")).body.home).toBe("441500");
  });

  test("an unknown ranking and a foreign region are refused", async () => {
    expectProblem(await app.get("leader", "/api/kpis/rank?by=luck"), "bad-request", 400);
    expectProblem(await app.get("haifeng", `/api/kpis?region=${LUFENG}`), "outside-scope", 404);
  });
});
