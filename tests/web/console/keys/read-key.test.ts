import { describe, expect, test } from "vitest";
import { KEY_MAP } from "../../../../web/src/console/keys/key-map.ts";
import { CHORD_MS, readKey, type Stroke } from "../../../../web/src/console/keys/read-key.ts";

const stroke = (key: string, change: Partial<Stroke> = {}): Stroke => ({
  key,
  ctrl: false,
  alt: false,
  meta: false,
  typing: false,
  atMs: 0,
  ...change,
});

describe("reading keys", () => {
  test("single keys, in either case", () => {
    expect(readKey(null, stroke("j")).act).toBe("next");
    expect(readKey(null, stroke("D")).act).toBe("dispatch");
    expect(readKey(null, stroke("?")).act).toBe("help");
  });

  test("G then M is one action; the first stroke is dropped after a time", () => {
    const { act, pending } = readKey(null, stroke("g"));
    expect(act).toBeNull();
    expect(readKey(pending, stroke("m", { atMs: 200 })).act).toBe("focus-map");
    expect(readKey(pending, stroke("m", { atMs: CHORD_MS + 1 })).act).toBeNull();
  });

  test("a second stroke that completes no sequence is read alone", () => {
    const { pending } = readKey(null, stroke("g"));
    expect(readKey(pending, stroke("j", { atMs: 100 }))).toEqual({ act: "next", pending: null });
  });

  test("inside a text field only Escape, Ctrl K and the keys of the bar are read", () => {
    expect(readKey(null, stroke("j", { typing: true })).act).toBeNull();
    expect(readKey(null, stroke("?", { typing: true })).act).toBeNull();
    expect(readKey(null, stroke("Escape", { typing: true })).act).toBe("escape");
    expect(readKey(null, stroke("k", { typing: true, ctrl: true })).act).toBe("search");
    expect(readKey(null, stroke("a", { typing: true, alt: true })).act).toBe("p1-acknowledge");
    expect(readKey(null, stroke("Enter", { typing: true, alt: true })).act).toBe("p1-open");
    expect(readKey(null, stroke("1", { typing: true, alt: true })).act).toBeNull();
  });

  test("a shortcut of the browser is not read", () => {
    expect(readKey(null, stroke("r", { ctrl: true })).act).toBeNull();
    expect(readKey(null, stroke("d", { meta: true })).act).toBeNull();
    expect(readKey(null, stroke("1", { alt: true })).act).toBe("priority-1");
  });

  test("no two actions have the same strokes", () => {
    const all = KEY_MAP.flatMap(({ strokes, also = [] }) => [strokes, ...also]).map((keys) => keys.join(" "));
    expect(new Set(all).size).toBe(all.length);
  });

  test("no single key is the first stroke of a sequence", () => {
    const singles = KEY_MAP.filter(({ strokes }) => strokes.length === 1).map(({ strokes }) => strokes[0]);
    const firsts = KEY_MAP.filter(({ strokes }) => strokes.length === 2).map(({ strokes }) => strokes[0]);
    expect(singles.filter((key) => firsts.includes(key))).toEqual([]);
  });
});
