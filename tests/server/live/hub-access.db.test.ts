// Authentication of sockets, and the effect of a change of scope or the end of a session on open sockets.
import type { BoardSnapshot } from "@minqing/core/change/board";
import { sql } from "@minqing/geodata/sql";
import { io, type Socket } from "socket.io-client";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { HAIFENG, LUFENG, PASSWORD, SEED_TIMEOUT_MS } from "../open-app.ts";
import { detect, moveAlarm, raiseAlarm } from "../sources.ts";
import { HubCity, resume, type Screen } from "./hub-city.ts";

let city: HubCity;
beforeAll(async () => {
  city = await HubCity.open();
}, SEED_TIMEOUT_MS);
afterEach(() => city.closeScreens());
afterAll(() => city.close());

describe("sign-in of sockets", () => {
  test("without a token, or from foreign pages, no socket opens", async () => {
    const refusal = (socket: Socket) =>
      new Promise<string>((resolve, reject) => {
        socket.on("connect_error", (fault) => resolve(fault.message));
        socket.on("connect", () => reject(new Error("expected a refusal")));
      }).finally(() => socket.close());
    const plain = { transports: ["websocket"], forceNew: true, reconnection: false };
    expect(await refusal(io(city.url, plain))).toBe("urn:problem:not-signed-in");
    const auth = { token: await city.token("leader") };
    const foreign = io(city.url, { ...plain, auth, extraHeaders: { origin: "https://evil.test" } });
    expect(await refusal(foreign)).toBe("websocket error");
    // An administrator has no board.
    const administrator = { ...plain, auth: { token: await city.token("secadmin") } };
    expect(await refusal(io(city.url, administrator))).toBe("urn:problem:role-missing");
    const refused = sql`select actor, reason from audit_events where action = 'board.read' order by id`;
    await vi.waitFor(async () =>
      expect(await city.db.raw(refused)).toEqual([
        { actor: null, reason: "not-signed-in" },
        { actor: "secadmin", reason: "role-missing" },
      ]),
    );
  });

  const administer = (method: string, path: string, body?: object) => city.ask("secadmin", method, path, body);

  test("a screen hears no id and no place of what lies beyond its scope", async () => {
    const [inside, outside] = [await city.openScreen("lufeng"), await city.openScreen("haifeng")];
    const alarm = await raiseAlarm(city.db, { region: LUFENG, priority: 1 });
    const { id: detection } = await detect(city.db, { region: LUFENG });
    await moveAlarm(city.db, alarm, `${LUFENG}1`);
    const last = await raiseAlarm(city.db, { region: HAIFENG });
    const heard = ({ messages }: Screen) => JSON.stringify(messages);
    await vi.waitFor(() => expect(heard(outside)).toContain(last), 5_000);
    await vi.waitFor(() => expect(heard(inside)).toContain(detection), 5_000);
    for (const word of [alarm, detection, LUFENG]) {
      expect(heard(inside)).toContain(word);
      expect(heard(outside)).not.toContain(word);
    }
  });

  test("a change of scope reaches an open socket within a second, and the old board does not go on", async () => {
    const account = { displayName: "grid worker", roles: ["grid_worker"], exceptCodes: [], departmentId: null };
    const screen = await city.openScreen("grid-worker");
    const list = (await (await administer("GET", "/api/accounts?text=grid-worker")).json()) as {
      items: { version: number }[];
    };
    const closed = new Promise((resolve) => screen.socket.once("disconnect", () => resolve(performance.now())));
    const changedAt = performance.now();
    const change = { ...account, regionCodes: [LUFENG], enabled: true, version: list.items[0]?.version };
    expect((await administer("PUT", "/api/accounts/grid-worker", change)).status).toBe(200);
    expect(((await closed) as number) - changedAt).toBeLessThan(1_000);
    screen.socket.connect();
    await vi.waitFor(() => expect(screen.socket.connected).toBe(true));
    expect(await resume(screen)).toMatchObject({ ok: false, problem: { type: "urn:problem:cursor-expired" } });
    const fresh = (await (await city.read("grid-worker", "/api/snapshot")).json()) as BoardSnapshot;
    expect(fresh.scopeKey).toMatch(`${LUFENG}-441581400@`);
  });

  test("a body in chunks is refused over the network, and none is no fault", async () => {
    const headers = { authorization: `Bearer ${await city.token("desk")}`, "content-type": "application/json" };
    const chunks = new Response("{}").body;
    const init = { method: "POST", headers, body: chunks, duplex: "half" } as RequestInit;
    const chunked = await fetch(`${city.url}/api/cases`, init);
    expect([chunked.status, await chunked.json()]).toMatchObject([411, { type: "urn:problem:length-required" }]);
    expect((await fetch(`${city.url}/api/cases`, { method: "POST", headers })).status).toBe(400);
  });

  test("a session that is ended loses its socket", async () => {
    const screen = await city.openScreen("leader");
    const { items } = (await (await administer("GET", "/api/sessions?username=leader")).json()) as {
      items: { id: string }[];
    };
    const closed = new Promise((resolve) => screen.socket.once("disconnect", resolve));
    expect(items).toHaveLength(1);
    for (const { id } of items) expect((await administer("DELETE", `/api/sessions/${id}`)).status).toBe(204);
    expect(await closed).toBe("io server disconnect");
    city.forgetToken("leader");
  });

  test("whoever ends their other sessions, or signs out, closes those sockets without waiting for the hub's round", async () => {
    const rung = vi.fn();
    const forget = city.db.onBell("access", rung);
    const there = await city.openScreen("desk");
    city.forgetToken("desk");
    const here = await city.openScreen("desk");
    const closed = ({ socket }: Screen) => new Promise((resolve) => socket.once("disconnect", resolve));
    const otherIsClosed = closed(there);
    const ended = await city.ask("desk", "DELETE", "/api/account/sessions", { password: PASSWORD });
    expect(await ended.json()).toEqual({ ended: 1 });
    expect(await otherIsClosed).toBe("io server disconnect");
    expect([here.socket.connected, rung.mock.calls.length]).toEqual([true, 1]);
    const ownIsClosed = closed(here);
    expect((await city.ask("desk", "DELETE", "/api/session")).status).toBe(204);
    expect(await ownIsClosed).toBe("io server disconnect");
    expect(rung).toHaveBeenCalledTimes(2);
    forget();
    city.forgetToken("desk");
  });
});
