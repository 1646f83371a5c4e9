// The live client: the replica equals the server, also after gaps, expired cursors and dead sockets.
import { encodeFrame } from "@minqing/core/live/frame";
import type { ResumeReply, ResumeRequest } from "@minqing/core/live/protocol";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ProblemError } from "../../../web/src/api/problem-error.ts";
import { LiveClient, type LiveSocket } from "../../../web/src/live/live-client.ts";
import { createLiveStore } from "../../../web/src/live/live-store.ts";
import { aCase } from "../wall/make-board.ts";

type Listener = (...args: never[]) => void;

/** A socket that the test controls. */
class FakeSocket {
  connected = false;
  /** True while socket.io reconnects by itself. */
  active = true;
  connects = 0;
  resumes: ResumeRequest[] = [];
  answer: (request: ResumeRequest) => ResumeReply = (request) => ({ ok: true, head: request.after });
  readonly #listeners = new Map<string, Listener>();

  on(event: string, listener: Listener) {
    this.#listeners.set(event, listener);
    return this;
  }
  fire(event: string, ...args: unknown[]) {
    this.#listeners.get(event)?.(...(args as never[]));
  }
  connect() {
    this.connects += 1;
    this.connected = true;
    this.fire("connect");
    return this;
  }
  disconnect() {
    this.connected = false;
    return this;
  }
  emit(_event: "resume", request: ResumeRequest, reply: (answer: ResumeReply) => void) {
    this.resumes.push(request);
    reply(this.answer(request));
    return this;
  }
}

const AT = "2026-09-11T00:00:00.000Z";
const SCOPE = "4415";
const snapshot = (cursor: number, cases: readonly string[], scopeKey = SCOPE) => ({
  scopeKey,
  cursor,
  at: AT,
  cases: cases.map((id) => aCase({ id })),
  alarms: [],
  warnings: [],
  detections: [],
});
const message = (from: number, to: number, puts: readonly string[]) => ({
  from,
  to,
  items: puts.map((id) => ({ op: "put", seq: to, at: AT, kind: "case", id, value: aCase({ id }) })),
});

function line() {
  const socket = new FakeSocket();
  const sources = {
    snapshot: vi.fn(async (): Promise<unknown> => snapshot(10, ["a"])),
    changes: vi.fn(async (after: number): Promise<unknown> => message(after, after, [])),
    frame: vi.fn(async () => {
      const bytes = encodeFrame({
        layer: "values",
        atMs: 1,
        value: new Float64Array([2.5]),
        datastream: new Uint32Array([7]),
        ageMs: new Int32Array([0]),
      });
      return bytes.slice().buffer;
    }),
    socket: () => socket as unknown as LiveSocket,
  };
  const store = createLiveStore();
  const onScopeChange = vi.fn();
  const client = new LiveClient({ layers: ["values"], store, sources, onScopeChange });
  const cases = () => [...(store.getState().replica?.board.case.keys() ?? [])];
  return { socket, sources, store, client, cases, onScopeChange };
}

/** Runs all pending promises. */
const settle = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse(AT) });
});
afterEach(() => {
  vi.useRealTimers();
});

describe("a live client", () => {
  test("takes a snapshot, resumes after its cursor, and is live only then", async () => {
    const { socket, store, client, cases } = line();
    client.start();
    expect(store.getState().connection.state).toBe("connecting");
    await settle();
    expect(socket.resumes).toEqual([{ after: 10, scopeKey: SCOPE, layers: ["values"] }]);
    expect(store.getState().connection.state).toBe("live");
    expect(cases()).toEqual(["a"]);
    client.close();
  });

  test("applies consecutive messages", async () => {
    const { socket, store, client, cases } = line();
    client.start();
    await settle();
    socket.fire("changes", message(10, 12, ["b"]));
    socket.fire("changes", message(12, 13, []));
    await settle();
    expect(cases()).toEqual(["a", "b"]);
    expect(store.getState().replica?.cursor).toBe(13);
    client.close();
  });

  test("reconnects when the server has rejected the socket, and not while socket.io reconnects by itself", async () => {
    const { socket, store, client } = line();
    client.start();
    await settle();
    socket.fire("connect_error", new Error("xhr poll error"));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(socket.connects).toBe(1);
    socket.active = false;
    socket.fire("connect_error", new Error("urn:problem:database-away"));
    expect(store.getState().connection.state).toBe("lost");
    await vi.advanceTimersByTimeAsync(2_000);
    expect(socket.connects).toBe(2);
    await settle();
    expect(store.getState().connection.state).toBe("live");
    client.close();
  });

  test("requests missing changes after its cursor, and applies none twice", async () => {
    const { socket, sources, store, client, cases } = line();
    client.start();
    await settle();
    sources.changes.mockResolvedValueOnce(message(10, 20, ["b", "c"]));
    socket.fire("changes", message(15, 20, ["c"]));
    await settle();
    expect(sources.changes).toHaveBeenCalledWith(10, SCOPE);
    expect(cases()).toEqual(["a", "b", "c"]);
    socket.fire("changes", message(15, 20, ["c"]));
    await settle();
    expect(sources.changes).toHaveBeenCalledTimes(1);
    expect(store.getState().replica?.cursor).toBe(20);
    client.close();
  });

  test("catches up to the server's head before it is live", async () => {
    const { socket, sources, store, client, cases } = line();
    socket.answer = () => ({ ok: true, head: 40 });
    sources.changes.mockResolvedValueOnce(message(10, 40, ["z"]));
    client.start();
    await settle();
    expect(cases()).toEqual(["a", "z"]);
    expect(store.getState()).toMatchObject({ connection: { state: "live" }, replica: { cursor: 40 } });
    client.close();
  });

  test("takes a new snapshot when its cursor has expired", async () => {
    const { socket, sources, client, cases } = line();
    const expired = { type: "urn:problem:cursor-expired", title: "expired", status: 410 };
    socket.answer = ({ after }) => (after === 10 ? { ok: false, problem: expired } : { ok: true, head: after });
    sources.snapshot.mockResolvedValueOnce(snapshot(10, ["a"])).mockResolvedValueOnce(snapshot(99, ["n"]));
    client.start();
    await vi.advanceTimersByTimeAsync(2100);
    expect(socket.resumes.map(({ after }) => after)).toEqual([10, 99]);
    expect(cases()).toEqual(["n"]);
    client.close();
  });

  test("takes a new snapshot when the requested changes have expired", async () => {
    const { socket, sources, client, cases } = line();
    client.start();
    await settle();
    const gone = new ProblemError({ type: "urn:problem:cursor-expired", title: "expired", status: 410 });
    sources.changes.mockRejectedValueOnce(gone);
    sources.snapshot.mockResolvedValueOnce(snapshot(50, ["x"]));
    socket.fire("changes", message(30, 31, []));
    await settle();
    expect(cases()).toEqual(["x"]);
    client.close();
  });

  test("is lost without a heartbeat, keeps its board, and resumes after its cursor", async () => {
    const { socket, sources, store, client, cases } = line();
    client.start();
    await settle();
    socket.fire("beat", { at: AT, head: 10 });
    await vi.advanceTimersByTimeAsync(6900);
    expect(store.getState().connection.state).toBe("live");
    socket.answer = () => ({ ok: true, head: 12 });
    sources.changes.mockResolvedValueOnce(message(10, 12, ["b"]));
    await vi.advanceTimersByTimeAsync(200);
    expect(socket.connects).toBe(2);
    expect(sources.snapshot).toHaveBeenCalledTimes(1);
    expect(cases()).toEqual(["a", "b"]);
    expect(store.getState().connection.state).toBe("live");
    client.close();
  });

  test("reconnects at once when the server has closed the socket, and reports a changed scope", async () => {
    const { socket, sources, client, cases, onScopeChange } = line();
    client.start();
    await settle();
    socket.connected = false;
    const problem = { type: "urn:problem:cursor-expired", title: "another scope", status: 410 };
    socket.answer = ({ scopeKey }) => (scopeKey === SCOPE ? { ok: false, problem } : { ok: true, head: 20 });
    sources.snapshot.mockResolvedValueOnce(snapshot(20, ["b"], "441581"));
    socket.fire("disconnect", "io server disconnect");
    await vi.advanceTimersByTimeAsync(150);
    expect(socket.connects).toBe(2);
    expect(onScopeChange).toHaveBeenCalledTimes(1);
    expect(cases()).toEqual(["b"]);
    client.close();
  });

  test("reports since when it is lost", async () => {
    const { socket, store, client } = line();
    client.start();
    await settle();
    socket.fire("beat", { at: AT, head: 10 });
    await vi.advanceTimersByTimeAsync(3000);
    socket.connected = false;
    socket.fire("disconnect", "transport close");
    expect(store.getState().connection).toMatchObject({ state: "lost", sinceMs: Date.parse(AT) });
    client.close();
  });

  test("follows the server's clock", async () => {
    const { socket, store, client } = line();
    client.start();
    await settle();
    socket.fire("beat", { at: "2026-09-11T00:01:00.000Z", head: 10 });
    expect(store.getState().clockOffsetMs).toBe(60_000);
    client.close();
  });

  test("retries a failed step, and passes frames to its listeners", async () => {
    const { sources, store, client } = line();
    const seen: number[] = [];
    client.onFrame((frame) => {
      if (frame.layer === "values") seen.push(frame.value[0] ?? 0);
    });
    sources.snapshot.mockRejectedValueOnce(new Error("no answer"));
    client.start();
    await settle();
    expect(store.getState().connection).toMatchObject({ state: "lost", why: "no answer" });
    await vi.advanceTimersByTimeAsync(2100);
    expect(store.getState().connection.state).toBe("live");
    expect(seen).toEqual([2.5]);
    client.close();
  });
});
