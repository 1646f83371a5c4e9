// Screens that were away: exact after sleep, restart and missed messages, or required to take a new snapshot.
import { setTimeout as delay } from "node:timers/promises";
import type { BoardSnapshot } from "@minqing/core/change/board";
import type { ChangeMessage } from "@minqing/core/change/entry";
import { applyMessage, replicaFrom } from "@minqing/core/change/replica";
import { purgeChanges } from "@minqing/geodata/change/queries";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { HAIFENG, LUFENG, SEED_TIMEOUT_MS } from "../open-app.ts";
import { detect, moveAlarm, raiseAlarm } from "../sources.ts";
import { boardOf, comeBack, follow, HubCity, resume, type Screen } from "./hub-city.ts";

let city: HubCity;
beforeAll(async () => {
  city = await HubCity.open();
}, SEED_TIMEOUT_MS);
afterEach(() => city.closeScreens());
afterAll(() => city.close());

describe("coming back", () => {
  test("a screen that slept is exact after it resumes by its cursor", async () => {
    const screen = await city.openScreen("haifeng");
    screen.socket.close();
    await city.somethingHappens(3);
    screen.socket = await city.connect("haifeng");
    follow(screen);
    expect(await resume(screen)).toMatchObject({ ok: true });
    await city.expectExact(screen);
    expect(screen.gaps).toBe(0);
    screen.socket.close();
  });

  test("a screen that another build of the program has filled is sent for a new board, with another key", async () => {
    const screen = await city.openScreen("haifeng");
    const { scopeKey: present } = screen.replica;
    const [scope = ""] = present.split("@");
    for (const scopeKey of [scope, `${scope}@0123456789ab`]) {
      screen.replica = { ...screen.replica, scopeKey };
      expect(await resume(screen)).toMatchObject({ ok: false, problem: { type: "urn:problem:cursor-expired" } });
      const path = `/api/changes?after=${screen.replica.cursor}&scopeKey=${encodeURIComponent(scopeKey)}`;
      expect((await city.read("haifeng", path)).status).toBe(410);
    }
    // The page finds the key changed and reloads; the new page resumes.
    const fresh = (await (await city.read("haifeng", "/api/snapshot")).json()) as BoardSnapshot;
    expect(fresh.scopeKey).toBe(present);
    screen.replica = replicaFrom(fresh);
    expect(await resume(screen)).toMatchObject({ ok: true });
    await city.expectExact(screen);
    screen.socket.close();
  });

  test("a restarted server goes on where the log stands", async () => {
    const screen = await city.openScreen("leader");
    await city.restart(() => raiseAlarm(city.db));
    screen.socket.connect();
    expect(await resume(screen)).toMatchObject({ ok: true });
    await raiseAlarm(city.db);
    await city.expectExact(screen);
    expect(screen.gaps).toBe(0);
  });

  test("while many write, screens drop out and the server restarts, nobody misses anything", async () => {
    const screens = await Promise.all(
      (["leader", "haifeng", "lufeng", "unit"] as const).map((who) => city.openScreen(who)),
    );
    let isWriting = true;
    const write = async (writer: number) => {
      for (let i = 0; i < 10; i++) {
        const [here, there] = (writer + i) % 2 === 0 ? [HAIFENG, LUFENG] : [LUFENG, HAIFENG];
        const id = await raiseAlarm(city.db, { region: here, category: i % 4 === 0 ? "0506" : null });
        if (i % 3 === 0) await moveAlarm(city.db, id, there);
        if (i % 5 === 0) await detect(city.db, { region: there });
      }
    };
    const dropOut = async (screen: Screen, restMs: number) => {
      while (isWriting) {
        screen.socket.close();
        await delay(restMs);
        await comeBack(screen);
        await delay(restMs);
      }
    };
    const restart = async () => {
      await delay(300);
      await city.restart();
    };
    const restless = screens.slice(1).map((screen, i) => dropOut(screen, 40 + 30 * i));
    await Promise.all([...[0, 1, 2, 3, 4, 5].map(write), restart()]);
    isWriting = false;
    await Promise.all(restless);
    for (const screen of screens) {
      await comeBack(screen);
      await city.expectExact(screen);
      expect(screen.gaps).toBe(0);
    }
  }, 60_000);

  test("a client that missed a message asks after its cursor and is exact", async () => {
    const screen = await city.openScreen("leader");
    screen.socket.off("changes");
    await city.somethingHappens(2);
    let message: ChangeMessage;
    do {
      message = (await (
        await city.read("leader", `/api/changes?after=${screen.replica.cursor}`)
      ).json()) as ChangeMessage;
      const next = applyMessage(screen.replica, message);
      if (next === null) throw new Error("expected a message that joins");
      screen.replica = next;
    } while (message.from !== message.to);
    const fresh = replicaFrom((await (await city.read("leader", "/api/snapshot")).json()) as BoardSnapshot);
    expect(boardOf(screen.replica)).toEqual(boardOf(fresh));
  });

  test("a cursor that the log no longer reaches, or has not reached, is expired", async () => {
    const screen = await city.openScreen("leader");
    const old = screen.replica.cursor;
    await raiseAlarm(city.db);
    await raiseAlarm(city.db);
    // A purge beyond the hub's own cursor would close every socket: here the hub has read further.
    await vi.waitFor(() => expect(screen.replica.cursor).toBeGreaterThan(old + 1));
    await purgeChanges(city.owner, new Date(Date.now() + 60_000));
    for (const after of [old, 10_000_000]) {
      const answer = await city.read("leader", `/api/changes?after=${after}`);
      expect([answer.status, ((await answer.json()) as { type: string }).type]).toEqual([
        410,
        "urn:problem:cursor-expired",
      ]);
    }
    expect(await resume(screen, old)).toMatchObject({
      ok: false,
      problem: { type: "urn:problem:cursor-expired", status: 410 },
    });
  });

  test("a request that is none is refused as a problem", async () => {
    const screen = await city.openScreen("leader", false);
    // @ts-expect-error a client may send anything
    const answer = await new Promise((resolve) => screen.socket.emit("resume", { after: "x" }, resolve));
    expect(answer).toMatchObject({ ok: false, problem: { type: "urn:problem:bad-request" } });
  });
});
