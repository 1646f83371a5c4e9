// The scheduler runs due entries in order, repeats them without catching up, and stops at once.
import { Scheduler } from "@minqing/sims/scheduler";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("entries run by time, ties in the order in which they were added", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 60 }), (delays) => {
      const scheduler = new Scheduler();
      const startMs = Date.now();
      const ran: [number, number][] = [];
      delays.forEach((delay, i) => {
        scheduler.at(startMs + delay, () => ran.push([delay, i]));
      });
      vi.advanceTimersByTime(100);
      expect(ran).toEqual(
        delays.map((delay, i): [number, number] => [delay, i]).sort((a, b) => a[0] - b[0] || a[1] - b[1]),
      );
      expect(scheduler.pending).toBe(0);
    }),
  );
});

test("a repeated entry stays on its interval and skips runs that were missed", () => {
  const scheduler = new Scheduler();
  const startMs = Date.now();
  const ran: number[] = [];
  scheduler.every(startMs + 10, 10, (dueMs) => ran.push(dueMs - startMs));
  vi.advanceTimersByTime(35);
  expect(ran).toEqual([10, 20, 30]);
  vi.setSystemTime(startMs + 1_000);
  vi.advanceTimersByTime(30);
  expect(ran.length).toBeLessThan(8);
  expect(ran.every((at) => at % 10 === 0)).toBe(true);
  scheduler.close();
  vi.advanceTimersByTime(100);
  expect(ran.length).toBeLessThan(8);
});
