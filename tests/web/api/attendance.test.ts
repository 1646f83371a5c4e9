// An unattended desk page marks its requests as background; a wall never does.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { z } from "zod";

const listeners = new Map<string, () => void>();
const fetched: Headers[] = [];

beforeEach(() => {
  vi.resetModules();
  vi.useFakeTimers();
  vi.stubGlobal("addEventListener", (event: string, listener: () => void) => listeners.set(event, listener));
  vi.stubGlobal("fetch", async (_path: string, init: RequestInit) => {
    fetched.push(new Headers(init.headers));
    return Response.json({ items: [] });
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("requests are background after a minute without input", async () => {
  const { watchAttendance } = await import("../../../web/src/api/attendance.ts");
  const { getJson } = await import("../../../web/src/api/request.ts");
  const request = async () => {
    await getJson("/api/categories", z.unknown());
    return fetched.at(-1)?.get("x-background") ?? null;
  };
  vi.advanceTimersByTime(600_000);
  expect(await request()).toBeNull();
  watchAttendance();
  expect(await request()).toBeNull();
  vi.advanceTimersByTime(61_000);
  expect(await request()).toBe("1");
  listeners.get("keydown")?.();
  expect(await request()).toBeNull();
});
