// The messages of the hub to following screens, with real sockets: snapshot plus log equals the database for every scope;
// and the live frames.
import type { Database } from "@minqing/geodata/database";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { HAIFENG, LUFENG, SEED_TIMEOUT_MS } from "../open-app.ts";
import { moveAlarm, raiseAlarm } from "../sources.ts";
import { HubCity } from "./hub-city.ts";

let city: HubCity;
beforeAll(async () => {
  city = await HubCity.open();
}, SEED_TIMEOUT_MS);
afterEach(() => city.closeScreens());
afterAll(() => city.close());

describe("following", () => {
  test("every scope holds exactly what the database shows it", async () => {
    const screens = await Promise.all((["leader", "haifeng", "lufeng"] as const).map((who) => city.openScreen(who)));
    await city.somethingHappens(4);
    for (const screen of screens) {
      await city.expectExact(screen);
      expect(screen.gaps).toBe(0);
      expect(screen.replica.board.alarm.size).toBeGreaterThan(0);
    }
    const foreign = [...(screens[1]?.replica.board.alarm.values() ?? [])].filter(
      (a) => !a.regionCode.startsWith(HAIFENG),
    );
    expect(foreign).toEqual([]);
  });

  test("messages cover the log without a gap, empty ones included", async () => {
    const screen = await city.openScreen("haifeng");
    for (let i = 0; i < 3; i++) await raiseAlarm(city.db, { region: LUFENG });
    await raiseAlarm(city.db, { region: HAIFENG });
    await city.expectExact(screen);
    const froms = screen.messages.map(({ from }) => from);
    const tos = screen.messages.map(({ to }) => to);
    expect(froms.slice(1)).toEqual(tos.slice(0, -1));
    expect(screen.messages.some(({ items }) => items.length === 0)).toBe(true);
  });

  test("an object that leaves the scope is gone", async () => {
    const screen = await city.openScreen("haifeng");
    const id = await raiseAlarm(city.db, { region: HAIFENG });
    await vi.waitFor(() => expect(screen.replica.board.alarm.has(id)).toBe(true), 5_000);
    await moveAlarm(city.db, id, LUFENG);
    await vi.waitFor(() => expect(screen.replica.board.alarm.has(id)).toBe(false), 5_000);
    expect(screen.messages.at(-1)?.items).toMatchObject([{ op: "gone", id }]);
    await city.expectExact(screen);
  });

  test("a change reaches a screen without any bell within the poll", async () => {
    const screen = await city.openScreen("leader");
    const id = await raiseAlarm(silent(city.db), { region: HAIFENG });
    await vi.waitFor(() => expect(screen.replica.board.alarm.has(id)).toBe(true), 2_000);
  });
});

/** The same database with a bell that wakes nothing. */
const silent = (database: Database): Database =>
  new Proxy(database, {
    get: (target, key) => {
      if (key === "ring") return () => undefined;
      const value: unknown = Reflect.get(target, key);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });

describe("frames", () => {
  const metric = async (name: string, labels: string): Promise<number> => {
    const text = await (await fetch(`${city.url}/metrics`)).text();
    const line = text.split("\n").find((candidate) => candidate.startsWith(`${name}{${labels}}`));
    return Number(line?.split(" ").at(-1) ?? 0);
  };
  const position = (no: number, regionCode: string, lon: number) => ({
    no,
    regionCode,
    reachCode: null,
    lon,
    lat: 22.8,
    heading: 90,
    speedKmh: 30,
    observedAtMs: Date.now(),
  });

  test("are encoded once for a place, however many screens and ranges of cases share it, and hold only what changed in it", async () => {
    const screens = await Promise.all(
      (["leader", "desk", "haifeng", "otherUnit"] as const).map((who) => city.openScreen(who)),
    );
    await vi.waitFor(() => expect(screens.every(({ frames }) => frames.length >= 2)).toBe(true), 5_000);
    const encodedBefore = await metric("minqing_frames_encoded_total", 'layer="positions",extent="changed"');
    const counts = screens.map(({ frames }) => frames.length);
    city.bus.publish({ positions: [position(7, LUFENG, 115.5), position(8, HAIFENG, 115.6)], values: [] });
    await vi.waitFor(
      () => expect(screens.every(({ frames }, i) => frames.length > (counts[i] ?? 0))).toBe(true),
      5_000,
    );
    const seen = screens.map(({ frames }) => {
      const last = frames.findLast((frame) => frame.layer === "positions");
      return last?.layer === "positions" ? [...last.no].sort() : [];
    });
    expect(seen).toEqual([[7, 8], [7, 8], [8], [7, 8]]);
    const encoded =
      (await metric("minqing_frames_encoded_total", 'layer="positions",extent="changed"')) - encodedBefore;
    // Four screens, three scopes (a unit also sees its own cases), two places.
    expect(encoded).toBe(2);
  });

  test("a late position never replaces a newer one", async () => {
    const screen = await city.openScreen("leader");
    const now = Date.now();
    city.bus.publish({ positions: [{ ...position(9, HAIFENG, 115.7), observedAtMs: now }], values: [] });
    city.bus.publish({ positions: [{ ...position(9, HAIFENG, 115.1), observedAtMs: now - 5_000 }], values: [] });
    const lonOf = () =>
      screen.frames.flatMap((frame) =>
        frame.layer === "positions" ? [...frame.lon].filter((_, i) => frame.no[i] === 9) : [],
      );
    await vi.waitFor(() => expect(lonOf().length).toBeGreaterThan(0), 5_000);
    expect(new Set(lonOf())).toEqual(new Set([1_157_000_000]));
  });
});
