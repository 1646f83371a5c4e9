// The sources of a confidential case, through every channel: the detection and its picture get the same grade; an alarm stays
// visible and no longer names its case. For readers who lose access and for those who get it back.
import { compileScope } from "@minqing/core/access/scope";
import { createAccount } from "@minqing/geodata/access/queries";
import { appendChanges } from "@minqing/geodata/change/append";
import { linkDetectionToCase, lockDetection } from "@minqing/geodata/detection/queries";
import { detectionChanges, writeDetection } from "@minqing/geodata/detection/write-detection";
import { GENERATED, hashPassword } from "@minqing/geodata/process/secret/password";
import { sql } from "@minqing/geodata/sql";
import { sweepUntilDone } from "@minqing/server/case/opening-sweep";
import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { HAIFENG, LUFENG, openApp, SEED_TIMEOUT_MS, type TestApp, UNIT } from "../open-app.ts";
import { detect, raiseAlarm } from "../sources.ts";
import { classify } from "./labelled-sources.ts";

type Headers = Record<string, string>;
let app: TestApp;
let open: Headers;
let cleared: Headers;
beforeAll(async () => {
  app = await openApp();
  [open, cleared] = [await reader("reader-open"), await reader("reader-cleared", { clearance: 2 })];
}, SEED_TIMEOUT_MS);

async function reader(username: string, grants: object = {}): Promise<Headers> {
  const passwordHash = await hashPassword("unused", GENERATED);
  await createAccount(app.db, {
    username,
    displayName: username,
    passwordHash,
    regionCodes: [HAIFENG, LUFENG],
    exceptCodes: [],
    departmentId: null,
    roles: ["leader"],
    demo: true,
    createdAt: new Date(),
    ...grants,
  });
  const { token } = await app.context.sessions.openFor(username);
  return { authorization: `Bearer ${token}` };
}

const get = async (headers: Headers, path: string) => app.ask(null, "GET", path, undefined, headers);
const cursorNow = async (): Promise<number> => (await get(cleared, "/api/snapshot")).body.cursor;
async function opsSince(cursor: number, headers: Headers, kind: string): Promise<string[]> {
  const { body } = await get(headers, `/api/changes?after=${cursor}`);
  return body.items.filter((item: { kind: string }) => item.kind === kind).map((item: { op: string }) => item.op);
}
async function openedFrom(source: "alarm" | "detection", sourceId: string): Promise<string> {
  await sweepUntilDone(app.context);
  const row = await app.owner.one(
    sql`select id from cases where source = ${source} and source_id = ${sourceId}`,
    z.object({ id: z.string() }),
  );
  return row.id;
}
async function detectedCase(part: { picture?: string; region?: string } = {}) {
  const key = await detect(app.db, { fate: "auto_report", ...part });
  return { ...key, caseId: await openedFrom("detection", `${key.cameraId}/${key.id}`) };
}
const listed = async (headers: Headers, id: string): Promise<boolean> =>
  (await get(headers, "/api/detections?limit=500")).body.items.some((item: { id: string }) => item.id === id);
const picture = async (headers: Headers, { cameraId, id }: { cameraId: string; id: string }): Promise<number> =>
  (await get(headers, `/api/detections/${cameraId}/${id}/snapshot`)).status;

describe("a detection whose case is classified", () => {
  test("is gone with its picture for whom it leaves, and comes back when the grade falls", async () => {
    const seen = await detectedCase();
    const look = async (headers: Headers) => [await listed(headers, seen.id), await picture(headers, seen)];
    expect(await look(open)).toEqual([true, 200]);
    let cursor = await cursorNow();
    await classify(app, seen.caseId, 1);
    expect(await look(open)).toEqual([false, 404]);
    expect(await look(cleared)).toEqual([true, 200]);
    expect(await opsSince(cursor, open, "detection")).toEqual(["gone"]);
    expect(await opsSince(cursor, cleared, "detection")).toEqual(["put"]);
    cursor = await cursorNow();
    await classify(app, seen.caseId, 0);
    expect(await look(open)).toEqual([true, 200]);
    expect(await opsSince(cursor, open, "detection")).toEqual(["put"]);
  });

  test("is shown with its case to whoever is cleared, and can be judged by nobody else", async () => {
    const seen = await detectedCase();
    await classify(app, seen.caseId, 2);
    const { body } = await get(cleared, `/api/cases/${seen.caseId}`);
    expect(body.detection).toMatchObject({ id: seen.id, secrecy: 2, caseId: seen.caseId });
    const verdict = `/api/detections/${seen.cameraId}/${seen.id}/verdict`;
    expect((await app.post("desk", verdict, { verdict: "false_alarm" })).status).toBe(404);
  });

  test("keeps its grade when the camera has more to say of it", async () => {
    const seen = await detectedCase();
    await classify(app, seen.caseId, 1);
    const cursor = await cursorNow();
    const row = await app.owner.one(
      sql`select region_code, st_x(geom) as lon, st_y(geom) as lat from detections
        where camera_id = ${seen.cameraId} and id = ${seen.id}`,
      z.object({ regionCode: z.string(), lon: z.number(), lat: z.number() }),
    );
    const atMs = Date.now() + 1_000;
    await app.db.transaction(async (tx) => {
      const more = {
        ...row,
        cameraId: seen.cameraId,
        sourceId: seen.id,
        skewMs: null,
        phase: "update" as const,
        rawClass: "640",
        category: "0110",
        confidence: 0.9,
        box: null,
        observedAtMs: atMs,
        receivedAtMs: atMs,
        fate: "auto_report" as const,
        snapshotSha256: null,
        snapshotUrl: null,
        synthetic: true,
      };
      const { isNew } = await writeDetection(tx, more, 3_600_000);
      await appendChanges(tx, await detectionChanges(tx, [{ ...seen, isNew }]));
    });
    expect(await opsSince(cursor, open, "detection")).toEqual([]);
    expect(await opsSince(cursor, cleared, "detection")).toEqual(["put"]);
    expect(await listed(open, seen.id)).toBe(false);
  });

  test("takes the grade of a case that is confidential already", async () => {
    const { caseId } = await detectedCase();
    await classify(app, caseId, 2);
    const later = await detect(app.db, { fate: "log" });
    await app.db.transaction(async (tx) => {
      await lockDetection(tx, compileScope([HAIFENG]), later);
      await linkDetectionToCase(tx, later, caseId);
    });
    expect([await listed(open, later.id), await listed(cleared, later.id)]).toEqual([false, true]);
    await classify(app, caseId, 0);
    expect(await listed(open, later.id)).toBe(true);
  });
});

describe("the days before", () => {
  const past = async (headers: Headers, cursor: number, caseId: string) => {
    const { body } = await get(headers, `/api/changes?after=${cursor}`);
    const items: { op: string; kind: string; id: string; value?: { caseId?: string } }[] = body.items;
    return items
      .filter(({ id, value }) => id === caseId || value?.caseId === caseId || id.endsWith(caseId))
      .map(({ op, kind }) => `${op} ${kind}`);
  };

  test("say nothing of a case, and of what it came from, to who never had it", async () => {
    const cursor = await cursorNow();
    const seen = await detectedCase();
    const key = `${seen.cameraId}/${seen.id}`;
    const detection = async (headers: Headers) => past(headers, cursor, key);
    expect(await past(open, cursor, seen.caseId)).toContain("put case");
    expect(await detection(open)).toContain("put detection");
    await classify(app, seen.caseId, 1);
    // A cursor from before the case was there: its reader never had it.
    expect(await past(open, cursor, seen.caseId)).toEqual([]);
    expect(await detection(open)).toEqual([]);
    expect(await past(cleared, cursor, seen.caseId)).toContain("put case");
    expect(await detection(cleared)).not.toContain("gone detection");
    await classify(app, seen.caseId, 0);
    expect(await past(open, cursor, seen.caseId)).toContain("put case");
  });

  test("do not name a case beside an alarm that was classified since", async () => {
    const cursor = await cursorNow();
    const alarmId = await raiseAlarm(app.db, { category: "0506" });
    const caseId = await openedFrom("alarm", alarmId);
    const naming = async (headers: Headers) =>
      (await past(headers, cursor, caseId)).filter((item) => item === "put alarm").length;
    expect(await naming(open)).toBeGreaterThan(0);
    await classify(app, caseId, 1);
    expect(await naming(open)).toBe(0);
    expect(await naming(cleared)).toBeGreaterThan(0);
  });
});

describe("a picture", () => {
  test("is as confidential as the most confidential detection of the same frame", async () => {
    const seen = await detectedCase({ picture: "one frame" });
    const beside = await detect(app.db, { picture: "one frame" });
    expect(await picture(open, beside)).toBe(200);
    await classify(app, seen.caseId, 1);
    expect([await picture(open, beside), await picture(cleared, beside)]).toEqual([404, 200]);
    expect(await listed(open, beside.id)).toBe(true);
    await classify(app, seen.caseId, 0);
    expect(await picture(open, beside)).toBe(200);
  });

  test("of a camera is the newest that the reader may see, and the list says when that was", async () => {
    const before = await detect(app.db, { region: LUFENG });
    const camera = async (headers: Headers) => {
      const { items } = (await get(headers, "/api/cameras?limit=2000")).body;
      return items.find(({ id }: { id: string }) => id === before.cameraId).snapshotAt;
    };
    const shown = async (headers: Headers) =>
      (await get(headers, `/api/cameras/${before.cameraId}/snapshot`)).headers.get("etag");
    const [atBefore, pictureBefore] = [await camera(open), await shown(open)];
    const seen = await detectedCase({ region: LUFENG });
    const [atSeen, pictureSeen] = [await camera(open), await shown(open)];
    expect(atSeen > atBefore).toBe(true);
    expect(pictureSeen).not.toBe(pictureBefore);
    await classify(app, seen.caseId, 1);
    expect([await camera(open), await shown(open)]).toEqual([atBefore, pictureBefore]);
    expect([await camera(cleared), await shown(cleared)]).toEqual([atSeen, pictureSeen]);
    await classify(app, seen.caseId, 0);
  });
});

describe("an alarm whose case is classified", () => {
  const linkOf = async (headers: Headers, id: string) => {
    const [list, snapshot] = [await get(headers, "/api/alarms?limit=500"), await get(headers, "/api/snapshot")];
    const all = [...list.body.items, ...snapshot.body.alarms].filter((alarm: { id: string }) => alarm.id === id);
    return all.map(({ caseId }: { caseId: string | null }) => caseId);
  };
  const linksSince = async (cursor: number, headers: Headers, id: string) => {
    const { body } = await get(headers, `/api/changes?after=${cursor}`);
    return body.items
      .filter((item: { id: string }) => item.id === id)
      .map((item: { value: { caseId: string | null } }) => item.value.caseId);
  };

  test("stays for whoever minds the instrument, and names its case only to whom sees it", async () => {
    const id = await raiseAlarm(app.db, { category: "0506" });
    const caseId = await openedFrom("alarm", id);
    expect(await linkOf(open, id)).toEqual([caseId, caseId]);
    let cursor = await cursorNow();
    await classify(app, caseId, 1);
    expect(await linkOf(open, id)).toEqual([null, null]);
    expect(await linkOf(cleared, id)).toEqual([caseId, caseId]);
    expect(await linksSince(cursor, open, id)).toEqual([null]);
    expect(await linksSince(cursor, cleared, id)).toEqual([caseId]);
    const { version } = (await get(open, "/api/alarms?limit=500")).body.items.find(
      (alarm: { id: string }) => alarm.id === id,
    );
    expect((await app.post("desk", `/api/alarms/${id}/acknowledge`, { version })).body).toMatchObject({ caseId: null });
    cursor = await cursorNow();
    await classify(app, caseId, 0);
    expect(await linksSince(cursor, open, id)).toEqual([caseId]);
  });

  test("names its case to a unit from the moment in which it is dispatched there", async () => {
    const unit = await reader("reader-unit", { caseRange: "department", departmentId: UNIT });
    const id = await raiseAlarm(app.db, { category: "0506" });
    const caseId = await openedFrom("alarm", id);
    const listedFor = async () =>
      (await get(unit, "/api/alarms?limit=500")).body.items.some((alarm: { id: string }) => alarm.id === id);
    expect(await listedFor()).toBe(false);
    const cursor = await cursorNow();
    const command = (body: object) => app.post("desk", `/api/cases/${caseId}/commands`, body);
    expect((await command({ type: "dispatch", version: 3, departmentId: UNIT })).status).toBe(200);
    expect(await linkOf(unit, id)).toEqual([caseId, caseId]);
    expect(await linksSince(cursor, unit, id)).toEqual([caseId]);
  });
});
