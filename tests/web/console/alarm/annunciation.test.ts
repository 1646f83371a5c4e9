import type { AlarmView } from "@minqing/core/alarm/alarm";
import { describe, expect, test } from "vitest";
import { annunciate, SOUND_RULES, type SoundHistory } from "../../../../web/src/console/alarm/annunciation.ts";
import { sampleAlarm } from "./sample-alarm.ts";

const START = Date.parse("2026-09-11T00:01:00.000Z");
const SECOND = 1000;

const alarm = (id: string, priority: AlarmView["priority"], change: Partial<AlarmView> = {}) =>
  sampleAlarm({ id, priority, ...change });

const QUIET: SoundHistory = { knownIds: new Set(), lastAtMs: {} };

/** What sounds within a time, by following the policy's own instants: "1:a" is the P1 with the id a, "1:a+" one that is new. */
function listen(alarms: readonly AlarmView[], forMs: number, before: SoundHistory | null = QUIET) {
  const heard: { atS: number; what: string }[] = [];
  let history = before;
  let nowMs = START;
  while (nowMs <= START + forMs) {
    const next = annunciate(alarms, history, nowMs, false);
    history = next.history;
    if (next.sounding !== null) {
      const { priority, alarm: named, isNew } = next.sounding;
      heard.push({ atS: (nowMs - START) / SECOND, what: `${priority}:${named.id}${isNew ? "+" : ""}` });
    }
    if (next.againInMs === null) break;
    nowMs += next.againInMs;
  }
  return heard;
}

describe("what the console sounds", () => {
  test("a P1 sounds at once and every 15 seconds; only the first is new", () => {
    expect(listen([alarm("a", 1)], 31 * SECOND)).toEqual([
      { atS: 0, what: "1:a+" },
      { atS: 15, what: "1:a" },
      { atS: 30, what: "1:a" },
    ]);
  });

  test("a P2 sounds every 60 seconds, a P3 once, a P4 never", () => {
    expect(listen([alarm("a", 2)], 61 * SECOND)).toEqual([
      { atS: 0, what: "2:a+" },
      { atS: 60, what: "2:a" },
    ]);
    expect(listen([alarm("a", 3)], 200 * SECOND)).toEqual([{ atS: 0, what: "3:a+" }]);
    expect(listen([alarm("a", 4)], 200 * SECOND)).toEqual([]);
  });

  test("an acknowledged alarm is silent, and one that is cleared but not acknowledged is not", () => {
    const at = "2026-09-11T00:00:30.000Z";
    expect(listen([alarm("a", 1, { acknowledgedAt: at })], 60 * SECOND)).toEqual([]);
    expect(listen([alarm("a", 1, { clearedAt: at })], 0)).toHaveLength(1);
  });

  test("sounds do not run into each other; the more urgent one comes first", () => {
    expect(listen([alarm("p3", 3), alarm("p2", 2), alarm("p1", 1)], 14 * SECOND)).toEqual([
      { atS: 0, what: "1:p1+" },
      { atS: 6, what: "2:p2+" },
      { atS: 10, what: "3:p3+" },
    ]);
  });

  test("a new P1 interrupts a P2 that is sounding", () => {
    const first = annunciate([alarm("p2", 2)], QUIET, START, false);
    const second = annunciate([alarm("p2", 2), alarm("p1", 1)], first.history, START + SECOND, false);
    expect(second.sounding).toMatchObject({ priority: 1, isNew: true });
  });

  test("a new P1 sounds before the repeat of the others, and is the one that is named", () => {
    const [old, fresh] = [alarm("old", 1), alarm("fresh", 1, { raisedAt: "2026-09-11T00:00:50.000Z" })];
    const first = annunciate([old], QUIET, START, false);
    const second = annunciate([old, fresh], first.history, START + 7 * SECOND, false);
    expect(second.sounding).toMatchObject({ alarm: { id: "fresh" }, isNew: true });
    const third = annunciate([old, fresh], second.history, START + 22 * SECOND, false);
    expect(third.sounding).toMatchObject({ alarm: { id: "old" }, isNew: false });
  });

  test("two new P1 at once are one sound", () => {
    expect(listen([alarm("a", 1), alarm("b", 1)], 14 * SECOND)).toHaveLength(1);
  });

  test("a page that has just opened sounds the waiting P1 and P2, but clicks for no old P3", () => {
    const heard = listen([alarm("p1", 1), alarm("p2", 2), alarm("p3", 3)], 14 * SECOND, null);
    expect(heard.map(({ what }) => what)).toEqual(["1:p1+", "2:p2+"]);
  });

  test("a change of the board inside the interval repeats nothing", () => {
    const first = annunciate([alarm("a", 1)], QUIET, START, false);
    const second = annunciate([alarm("a", 1), alarm("x", 4)], first.history, START + 8 * SECOND, false);
    expect(second).toMatchObject({ sounding: null, againInMs: 7 * SECOND });
  });

  test("muted, nothing sounds; afterwards the P1 does, and a P3 of the meantime does not click", () => {
    const alarms = [alarm("p1", 1), alarm("p3", 3)];
    const muted = annunciate(alarms, QUIET, START, true);
    expect(muted).toMatchObject({ sounding: null, againInMs: null });
    expect(listen(alarms, 14 * SECOND, muted.history)).toEqual([{ atS: 0, what: "1:p1+" }]);
  });

  test("an alarm that has left the board is forgotten", () => {
    const first = annunciate([alarm("a", 1)], QUIET, START, false);
    expect(annunciate([], first.history, START + SECOND, false).history.knownIds.size).toBe(0);
  });

  test("a sound is shorter than its interval", () => {
    for (const { repeatMs, lengthMs } of Object.values(SOUND_RULES)) {
      if (repeatMs !== null) expect(lengthMs).toBeLessThan(repeatMs);
    }
  });
});
