import { decodeFrame } from "@minqing/core/live/frame";
import { createMetrics } from "@minqing/server/health/metrics";
import { LiveLayers } from "@minqing/server/live/live-layers";
import { ScopeGroups } from "@minqing/server/live/scope-groups";
import { sendFrames } from "@minqing/server/live/send-frames";
import { beforeEach, describe, expect, test } from "vitest";
import { type FakeScreen, fakeScreen, fakeServer } from "./fake-client.ts";

const AT = 1_000_000;
let liveLayers: LiveLayers;
let screens: FakeScreen[];
let groups: ScopeGroups;
let server: ReturnType<typeof fakeServer>;
const metrics = createMetrics();

beforeEach(() => {
  liveLayers = new LiveLayers();
  screens = [fakeScreen("a", ["441500"]), fakeScreen("b", ["441500"]), fakeScreen("c", ["441521"])];
  groups = new ScopeGroups();
  for (const { client } of screens) groups.join(client);
  server = fakeServer(screens);
});

const round = () => sendFrames({ io: server.io, places: groups.places(), liveLayers, metrics, atMs: AT });
const moved = (no: number, regionCode: string, observedAtMs = AT) =>
  liveLayers.put({
    positions: [{ no, regionCode, reachCode: null, lon: 115, lat: 22, heading: 0, speedKmh: 0, observedAtMs }],
    values: [],
  });
const numbers = (bytes: Uint8Array | undefined): number[] => {
  const frame = bytes === undefined ? null : decodeFrame(bytes);
  return frame?.layer === "positions" ? [...frame.no].sort() : [];
};
const of = (i: number): FakeScreen => {
  const screen = screens[i];
  if (screen === undefined) throw new Error(`expected screen ${i}`);
  return screen;
};

describe("a round of frames", () => {
  test("sends one buffer to all screens of a scope, and nothing where nothing changed", () => {
    moved(1, "441521");
    moved(2, "441581");
    round();
    expect(server.broadcasts()).toBe(2);
    expect(of(0).frames[0]).toBe(of(1).frames[0]);
    expect([numbers(of(0).frames[0]), numbers(of(2).frames[0])]).toEqual([[1, 2], [1]]);
    round();
    expect(server.broadcasts()).toBe(2);
  });

  test("passes a slow screen over and gives it everything once it can take it", () => {
    of(1).stall(9);
    for (let no = 1; no <= 50; no++) {
      moved(no, "441521");
      round();
    }
    expect(of(0).frames).toHaveLength(50);
    expect(of(1).frames).toHaveLength(0);
    of(1).flush();
    round();
    expect(of(1).frames).toHaveLength(1);
    expect(numbers(of(1).frames[0])).toHaveLength(50);
    moved(51, "441521");
    round();
    expect(numbers(of(1).frames[1])).toEqual([51]);
  });

  test("gives a screen that just came the whole layer", () => {
    moved(1, "441521");
    moved(2, "441581");
    round();
    of(2).client.behind.add("positions");
    round();
    expect(numbers(of(2).frames.at(-1))).toEqual([1]);
    expect(of(2).client.behind.size).toBe(0);
  });

  test("is silent when the same is told again", () => {
    moved(1, "441521");
    round();
    moved(1, "441521");
    round();
    expect(server.broadcasts()).toBe(2);
  });

  test("keeps one entry per device and the newest of it", () => {
    for (let i = 0; i < 1_000; i++) moved(1, "441521", AT + i);
    moved(1, "441521", AT);
    expect(liveLayers.sizes()).toEqual({ positions: 1, values: 0 });
    round();
    const frame = decodeFrame(of(0).frames[0] ?? new Uint8Array());
    expect([...frame.ageMs]).toEqual([-999]);
  });
});
