// The agenda runs what is due in its order, repeats without catching up, and ends at once.
import { Agenda } from "@minqing/sims/agenda";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("whatever order tasks are given in, they run by time, ties in the order given", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 60 }), (delays) => {
      const agenda = new Agenda();
      const startMs = Date.now();
      const ran: [number, number][] = [];
      delays.forEach((delay, i) => {
        agenda.at(startMs + delay, () => ran.push([delay, i]));
      });
      vi.advanceTimersByTime(100);
      expect(ran).toEqual(
        delays.map((delay, i): [number, number] => [delay, i]).sort((a, b) => a[0] - b[0] || a[1] - b[1]),
      );
      expect(agenda.waiting).toBe(0);
    }),
  );
});

test("a repeated task keeps its beat and does not catch up what was slept over", () => {
  const agenda = new Agenda();
  const startMs = Date.now();
  const ran: number[] = [];
  agenda.every(startMs + 10, 10, (dueMs) => ran.push(dueMs - startMs));
  vi.advanceTimersByTime(35);
  expect(ran).toEqual([10, 20, 30]);
  vi.setSystemTime(startMs + 1_000);
  vi.advanceTimersByTime(30);
  expect(ran.length).toBeLessThan(8);
  expect(ran.every((at) => at % 10 === 0)).toBe(true);
  agenda.close();
  vi.advanceTimersByTime(100);
  expect(ran.length).toBeLessThan(8);
});
