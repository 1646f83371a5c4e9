// Picture reads in the audit trail; retention periods as settings, and the purge of each kind with its audit row.
import { RETENTION_KINDS, type RetentionKind } from "@minqing/core/privacy/retention";
import { listAudit } from "@minqing/geodata/audit/queries";
import { ensurePartitions } from "@minqing/geodata/ingest/partitions";
import { type Sql, sql } from "@minqing/geodata/sql";
import { purgeAll, purgeKind } from "@minqing/server/privacy/retention";
import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { decide } from "../change-city-rule.ts";
import { type Answer, expectProblem, HAIFENG, openApp, SEED_TIMEOUT_MS, type TestApp } from "../open-app.ts";
import { detect, gridIn } from "../sources.ts";

const DAY_MS = 86_400_000;
let app: TestApp;
beforeAll(async () => {
  app = await openApp();
}, SEED_TIMEOUT_MS);

const rowsOf = async (action: string) => {
  const filter = { actor: null, action, objectKind: null, objectId: null, result: null, since: null, until: null };
  return (await listAudit(app.db, { ...filter, before: null, limit: 100 })).reverse();
};
const count = async (from: Sql): Promise<number> =>
  (await app.owner.one(sql`select count(*) as n from ${from}`, z.object({ n: z.number() }))).n;
const daysAgo = (days: number): Date => new Date(Date.now() - days * DAY_MS);

describe("looks at pictures", () => {
  test("an opened one is a row before the answer, again within the minute it is counted", async () => {
    const { cameraId, id } = await detect(app.db, { region: HAIFENG });
    const path = `/api/detections/${cameraId}/${id}/snapshot`;
    const { status, headers } = await app.get("desk", path);
    expect(status).toBe(200);
    expect(await rowsOf("picture.open")).toMatchObject([
      { actor: "desk", objectKind: "detection", objectId: `${cameraId}/${id}`, count: 1, detail: null },
    ]);
    // A response 304 is a read as well.
    const again = await app.ask("desk", "GET", path, undefined, { "if-none-match": headers.get("etag") ?? "" });
    expect(again.status).toBe(304);
    await app.get("desk", path);
    expect(await rowsOf("picture.open")).toHaveLength(1);
    await app.context.pictureReads.settle();
    expect((await rowsOf("picture.open"))[1]).toMatchObject({
      actor: "desk",
      objectId: null,
      count: 2,
      detail: { pictures: { [`${cameraId}/${id}`]: 2 } },
    });
  });

  test("what a wall shows by itself is two rows a minute and account, which name the cameras", async () => {
    const { cameraId } = await detect(app.db, { region: HAIFENG });
    const other = await detect(app.db, { region: "441581" });
    for (let i = 0; i < 20; i++) {
      for (const camera of [cameraId, other.cameraId]) await app.get("leader", `/api/cameras/${camera}/snapshot`);
    }
    await app.context.pictureReads.settle();
    expect(await rowsOf("picture.glance")).toMatchObject([
      { actor: "leader", objectKind: "camera", objectId: cameraId, count: 1 },
      { actor: "leader", count: 39, detail: { pictures: { [cameraId]: 19, [other.cameraId]: 20 } } },
    ]);
  });

  test("that there is none of, or none in scope, is no look", async () => {
    const before = (await rowsOf("picture.open")).length;
    const { cameraId, id } = await detect(app.db, { region: HAIFENG });
    expect((await app.get("lufeng", `/api/detections/${cameraId}/${id}/snapshot`)).status).toBe(404);
    expect((await app.get("desk", `/api/detections/${cameraId}/none/snapshot`)).status).toBe(404);
    await app.context.pictureReads.settle();
    expect(await rowsOf("picture.open")).toHaveLength(before);
  });

  test("dead letters are read with a row: what a device sent may be of a person", async () => {
    await app.get("sysadmin", "/api/dead-letters?deviceId=x");
    expect(await rowsOf("dead-letter.read")).toMatchObject([{ actor: "sysadmin", detail: { filters: ["deviceId"] } }]);
  });
});

/** Based on the edition in force. */
async function change(kind: string, days: number): Promise<Answer> {
  const { items } = (await app.get("secadmin", "/api/retention")).body;
  const edition = items.find((view: { kind: string }) => view.kind === kind)?.edition ?? null;
  return app.ask("secadmin", "PUT", `/api/retention/${kind}`, { days, edition });
}

describe("retention", () => {
  test("is shown by kind with its bounds, and changed within them, with a row", async () => {
    const { items } = (await app.get("secadmin", "/api/retention")).body;
    expect(items.map(({ kind }: { kind: string }) => kind)).toEqual(RETENTION_KINDS);
    const problem = expectProblem(await change("audit", 90), "bad-request", 400);
    expect(problem.errors).toEqual([{ path: "days", expected: "expected whole days from 180 to 36500", got: "90" }]);
    expectProblem(await change("gossip", 90), "bad-request", 400);
    expectProblem(
      await app.ask("auditor", "PUT", "/api/retention/audit", { days: 200, edition: null }),
      "role-missing",
      403,
    );
    const changed = (await change("contact", 400)).body.items;
    expect(changed.find(({ kind }: { kind: string }) => kind === "contact").days).toBe(400);
    expect(await rowsOf("retention.change")).toMatchObject([
      { actor: "secadmin", objectId: "contact", detail: { days: { before: 180, after: 400 } } },
    ]);
    const overtaken = { days: 30, edition: items.find(({ kind }: { kind: string }) => kind === "contact").edition };
    expectProblem(await app.ask("secadmin", "PUT", "/api/retention/contact", overtaken), "version-conflict", 409);
    await change("contact", 180);
  });

  /** Writes old and new rows of a kind; expects that the purge removes the old ones and writes its audit row. */
  async function purges(kind: RetentionKind, rows: number): Promise<void> {
    expect(await purgeKind(app.owner, kind, new Date())).toBe(rows);
    expect(await purgeKind(app.owner, kind, new Date())).toBe(0);
    const said = (await rowsOf("retention.purge")).filter(({ objectId }) => objectId === kind);
    expect(said).toMatchObject([
      { actor: "system", detail: { rows, before: expect.any(String), days: expect.any(Number) } },
    ]);
    const { items } = (await app.get("secadmin", "/api/retention")).body;
    expect(items.find((view: { kind: string }) => view.kind === kind).lastPurge.rows).toBe(rows);
  }

  test("of contacts counts from the case's end", async () => {
    const { position } = await gridIn(app.db, HAIFENG);
    const contact = { name: "李四", phone: "13811112222" };
    const ids: string[] = [];
    for (let i = 0; i < 3; i++) {
      ids.push((await app.post("desk", "/api/cases", { category: "0506", title: "x", position, contact })).body.id);
    }
    const [old, young, open] = ids;
    const end = (id: string | undefined, at: Date) =>
      app.owner.execute(sql`update cases set status = 'closed', ended_at = ${at} where id = ${id}::uuid`);
    await end(old, daysAgo(182));
    await end(young, daysAgo(178));
    await app.owner.execute(sql`update cases set status_since = ${daysAgo(400)} where id = ${open}::uuid`);
    await purges("contact", 1);
    expect((await app.get("desk", `/api/cases/${old}`)).body.contact).toBeNull();
    expect((await app.get("desk", `/api/cases/${young}`)).body.contact.fields).toHaveLength(2);
    expect((await app.get("desk", `/api/cases/${open}`)).body.contact.fields).toHaveLength(2);
  });

  test("of pictures leaves those that somebody still needs, and the detection without its picture", async () => {
    await app.owner.execute(sql`update detections set snapshot_sha256 = null`);
    await app.owner.execute(sql`delete from snapshots`);
    await app.owner.execute(sql`
      insert into snapshots (sha256, content_type, bytes, stored_at)
      select decode(h, 'hex'), 'image/jpeg', '\\xffd8ff', ${daysAgo(100)} from unnest(array['0a', '0b', '0c']) h`);
    const seen = async (hash: string, at: Date, caseId: string | null = null) => {
      const { cameraId, id } = await detect(app.db, { fate: "review" });
      await app.owner.execute(sql`
        update detections set snapshot_sha256 = decode(${hash}, 'hex'), received_at = ${at}, case_id = ${caseId}::uuid
        where camera_id = ${cameraId} and id = ${id}`);
      return `/api/detections/${cameraId}/${id}/snapshot`;
    };
    const { position } = await gridIn(app.db, HAIFENG);
    const open = (await app.post("desk", "/api/cases", { category: "0506", title: "x", position })).body.id;
    const [old, ofCase, sentAgain] = [
      await seen("0a", daysAgo(100)),
      await seen("0b", daysAgo(100), open),
      await seen("0c", daysAgo(3)),
    ];
    await purges("picture", 1);
    expect((await app.get("desk", old ?? "")).status).toBe(404);
    expect((await app.get("desk", ofCase ?? "")).status).toBe(200);
    expect((await app.get("desk", sentAgain ?? "")).status).toBe(200);
    const list = (await app.get("desk", "/api/detections?limit=500")).body.items;
    expect(list.filter(({ hasSnapshot }: { hasSnapshot: boolean }) => hasSnapshot)).toHaveLength(2);
  });

  test("of detections that were only logged takes them, and nothing that anybody judged", async () => {
    const logged = await detect(app.db, { fate: "log" });
    const judged = await detect(app.db, { fate: "log" });
    const kept = await detect(app.db, { fate: "log" });
    const age = ({ id }: { id: string }, days: number) =>
      app.owner.execute(sql`update detections set received_at = ${daysAgo(days)} where id = ${id}`);
    for (const each of [logged, judged]) await age(each, 40);
    await app.owner.execute(sql`update detections set verdict = 'false_alarm' where id = ${judged.id}`);
    await purges(
      "logged-detection",
      await count(sql`detections where fate = 'log' and verdict is null
      and case_id is null and received_at < ${daysAgo(35)}`),
    );
    const left = await count(sql`detections where id = any(${[logged.id, judged.id, kept.id]}::text[])`);
    expect(left).toBe(2);
  });

  test("of dead letters empties what was sent, and keeps reason and hash", async () => {
    for (const days of [1, 9]) {
      await app.owner.execute(sql`
        insert into dead_letters (received_at, device_id, topic, reason, detail, size_bytes, payload_sha256, payload_head)
        values (${daysAgo(days)}, 'x', 't', 'bad-json', 'd', 3, '\\x01', 'abc')`);
    }
    await purges(
      "letter-payload",
      await count(sql`dead_letters
      where received_at < ${daysAgo(8.5)} and length(payload_head) > 0`),
    );
    const left = await count(
      sql`dead_letters where device_id = 'x' and length(payload_head) = 0 and reason = 'bad-json'`,
    );
    expect(left).toBe(1);
  });

  test("of sessions empties where they came from", async () => {
    const origin = { address: "10.1.2.3", userAgent: "old browser" };
    await app.context.sessions.openFor("units", origin);
    await app.context.sessions.openFor("otherUnit", origin);
    await app.owner.execute(sql`update sessions set created_at = ${daysAgo(9)} where username = 'units'`);
    await purges("session-address", 1);
    expect(await count(sql`sessions where address = '10.1.2.3' and username = 'otherUnit'`)).toBe(1);
    expect(await count(sql`sessions where username = 'units' and user_agent is null`)).toBe(1);
  });

  test("of tracks drops whole days, and where somebody was last seen", async () => {
    const things = await app.owner.query(sql`select id from things order by id limit 2`, z.object({ id: z.string() }));
    for (const [i, days] of [35, 2].entries()) {
      const [id, at] = [things[i]?.id, daysAgo(days)];
      await app.owner.execute(sql`
        insert into positions (thing_id, observed_at, received_at, lon, lat) values (${id}, ${at}, ${at}, 115, 22)`);
      await app.owner.execute(sql`
        insert into latest_positions (thing_id, observed_at, received_at, lon, lat)
        values (${id}, ${at}, ${at}, 115, 22) on conflict (thing_id) do update set observed_at = excluded.observed_at`);
    }
    await ensurePartitions(app.owner, { now: new Date(), aheadDays: 1, keepDays: 90 });
    const old = await count(sql`positions where observed_at < ${daysAgo(34)}`);
    await purges("movement", old + 1);
    expect(await count(sql`positions where observed_at < ${daysAgo(34)}`)).toBe(0);
    expect(await count(sql`positions where observed_at > ${daysAgo(3)}`)).toBeGreaterThan(0);
  });

  test("goes on with the other kinds where one fails, and says which", async () => {
    await app.owner.execute(sql`update settings set value = '90' where key = 'audit.keep_days'`);
    await app.owner.execute(sql`
      insert into dead_letters (received_at, topic, reason, detail, size_bytes, payload_sha256, payload_head)
      values (${daysAgo(20)}, 't', 'bad-json', 'd', 3, '\\x01', 'abc')`);
    const all = purgeAll((work) => work(app.owner), new Date());
    await expect(all).rejects.toMatchObject({ errors: [{ message: "purging audit failed" }] });
    expect(await count(sql`dead_letters where length(payload_head) > 0 and received_at < ${daysAgo(19)}`)).toBe(0);
    await app.owner.execute(sql`update settings set value = '180' where key = 'audit.keep_days'`);
  });
});

describe("the public view and the history", () => {
  const put = (view: object, who: "secadmin" | "auditor" | "sysadmin" = "secadmin") =>
    app.ask(who, "PUT", "/api/public-view", view);
  const editions = async (what: string, query = "") => {
    const { items } = (await app.get("auditor", `/api/privacy-changes?limit=200${query}`)).body;
    return items.filter((item: { what: string }) => item.what === what);
  };

  test("what makes no sense is refused with expected and got", async () => {
    const view = (await app.get("auditor", "/api/public-view")).body;
    expect(view).toEqual({ k: 5, days: 30, cell: "grid", edition: expect.any(String) });
    const wrong = async (change: object) => {
      const { errors } = expectProblem(await put({ ...view, ...change }), "bad-request", 400);
      return errors;
    };
    const k = "expected a number of cases from 2 to 100";
    expect(await wrong({ k: 1 })).toEqual([{ path: "k", expected: k, got: "1" }]);
    expect(await wrong({ k: 0 })).toEqual([{ path: "k", expected: k, got: "0" }]);
    expect(await wrong({ k: 2.5 })).toEqual([{ path: "k", expected: k, got: "2.5" }]);
    expect(await wrong({ days: 366 })).toEqual([
      { path: "days", expected: "expected whole days from 1 to 365", got: "366" },
    ]);
    expect(await wrong({ cell: "house" })).toEqual([
      { path: "cell", expected: "expected one of grid, village, town", got: '"house"' },
    ]);
    expectProblem(await put(view, "auditor"), "role-missing", 403);
    expectProblem(await put(view, "sysadmin"), "role-missing", 403);
    expectProblem(await app.get("desk", "/api/privacy-changes"), "role-missing", 403);
  });

  test("a change is an edition with who made it and what stood before, and a row of the trail", async () => {
    const first = { k: 5, days: 30, cell: "grid" };
    const second = { k: 10, days: 14, cell: "village" };
    const { body } = await decide(app, "/api/public-view", second);
    expect(body).toEqual({ ...second, edition: expect.any(String) });
    expect((await app.get("secadmin", "/api/public-view")).body).toEqual(body);
    expect((await rowsOf("public-view.change")).at(-1)).toMatchObject({
      actor: "secadmin",
      detail: { before: first, after: second },
    });
    const [newest, seeded] = await editions("public-view");
    expect(newest).toMatchObject({ by: "secadmin", before: first, after: second, until: null });
    expect(seeded).toMatchObject({ by: null, before: null, after: first, until: newest.at });
    expect((await decide(app, "/api/public-view", first)).status).toBe(200);
  });

  test("of two who looked at the same edition only one is heard", async () => {
    const seen = (await app.get("secadmin", "/api/public-view")).body;
    const answers = await Promise.all([6, 7, 8].map((k) => put({ ...seen, k })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    const refused = answers.find(({ status }) => status === 409) as Answer;
    const { detail } = expectProblem(refused, "version-conflict", 409);
    const inForce = (await app.get("secadmin", "/api/public-view")).body;
    expect(detail).toBe(`expected edition ${inForce.edition}, got ${seen.edition}`);
    expect(inForce).toEqual(answers.find(({ status }) => status === 200)?.body);
    expectProblem(await put({ k: 5, days: 30, cell: "grid" }), "bad-request", 400);
    const { k, days, cell } = seen;
    expect((await decide(app, "/api/public-view", { k, days, cell })).status).toBe(200);
  });

  test("of every kind is listed, newest first, page by page", async () => {
    await change("picture", 120);
    await change("picture", 90);
    const all = (await app.get("auditor", "/api/privacy-changes?limit=200")).body.items;
    const ats = all.map(({ at }: { at: string }) => at);
    expect(ats).toEqual([...ats].sort().reverse());
    const pictures = (await editions("retention")).filter(({ kind }: { kind: string }) => kind === "picture");
    expect(pictures.slice(0, 2)).toMatchObject([
      { by: "secadmin", before: 120, after: 90 },
      { by: "secadmin", before: 90, after: 120 },
    ]);
    const paged: unknown[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const next: string = cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`;
      const { body } = await app.get("auditor", `/api/privacy-changes?limit=3${next}`);
      paged.push(...body.items);
      cursor = body.nextCursor;
    }
    expect(paged).toEqual(all);
  });
});
