import { setTimeout as delay } from "node:timers/promises";
import { RepeatedWork } from "@minqing/geodata/process/repeated-work";
import { expect, test, vi } from "vitest";

const never = () => expect.unreachable();

test("work runs at once, then when woken, and never twice at a time", async () => {
  let [runs, running, maxRunning] = [0, 0, 0];
  const work = new RepeatedWork({
    everyMs: 60_000,
    onFault: never,
    work: async () => {
      running += 1;
      maxRunning = Math.max(maxRunning, running);
      await delay(5);
      running -= 1;
      runs += 1;
    },
  });
  await vi.waitFor(() => expect(runs).toBe(1));
  for (let i = 0; i < 10; i++) work.wake();
  // One run for the first wake-up, one more for all that came during it.
  await vi.waitFor(() => expect(runs).toBe(3));
  await delay(30);
  expect([runs, maxRunning]).toEqual([3, 1]);
  await work.close();
});

test("between two runs it pauses, woken or not, and many wake-ups cause one run", async () => {
  const startedAt: number[] = [];
  const work = new RepeatedWork({
    everyMs: 60_000,
    restMs: 60,
    onFault: never,
    work: async () => void startedAt.push(performance.now()),
  });
  await vi.waitFor(() => expect(startedAt).toHaveLength(1));
  for (let i = 0; i < 10; i++) work.wake();
  await vi.waitFor(() => expect(startedAt).toHaveLength(2));
  // Timers count whole milliseconds.
  expect((startedAt[1] ?? 0) - (startedAt[0] ?? 0)).toBeGreaterThan(58);
  await delay(120);
  expect(startedAt).toHaveLength(2);
  work.wake();
  expect(startedAt).toHaveLength(3);
  await work.close();
});

test("without a bell it runs by the clock", async () => {
  let runs = 0;
  const work = new RepeatedWork({
    everyMs: 5,
    onFault: never,
    work: async () => {
      runs += 1;
    },
  });
  await vi.waitFor(() => expect(runs).toBeGreaterThan(3));
  await work.close();
});

test("a fault is reported, and the work runs again after a pause, however often it is woken", async () => {
  let runs = 0;
  const faults: unknown[] = [];
  const work = new RepeatedWork({
    everyMs: 10,
    onFault: (fault) => faults.push(fault),
    work: async () => {
      runs += 1;
      if (runs === 1) throw new Error("the database is down");
    },
  });
  await vi.waitFor(() => expect(faults).toHaveLength(1));
  for (let i = 0; i < 10; i++) work.wake();
  await delay(100);
  expect(runs).toBe(1);
  await vi.waitFor(() => expect(runs).toBeGreaterThan(1), 3_000);
  await work.close();
});

test("while faults continue the pauses grow, and only the first fault is reported", async () => {
  vi.useFakeTimers();
  const startedAt: number[] = [];
  let faults = 0;
  const work = new RepeatedWork({
    everyMs: 60_000,
    onFault: () => {
      faults += 1;
    },
    work: async () => {
      startedAt.push(Date.now());
      throw new Error("no right to do it");
    },
  });
  await vi.advanceTimersByTimeAsync(200_000);
  const rests = startedAt.slice(1).map((at, i) => at - (startedAt[i] ?? 0));
  expect(rests.slice(0, 5)).toEqual([500, 1_000, 2_000, 4_000, 8_000]);
  expect(Math.max(...rests)).toBe(60_000);
  expect(faults).toBe(1);
  await work.close();
  vi.useRealTimers();
});

test("closing waits for the current run and starts no other", async () => {
  let isDone = false;
  const work = new RepeatedWork({
    everyMs: 1,
    onFault: never,
    work: async () => {
      await delay(20);
      isDone = true;
    },
  });
  await delay(5);
  await work.close();
  expect(isDone).toBe(true);
  isDone = false;
  work.wake();
  await delay(40);
  expect(isDone).toBe(false);
});
