// Alarms that nobody acknowledges in time: marked once, by the city's limits; the log of an alarm folds to its row.

import { randomUUID } from "node:crypto";
import { foldAlarmActs } from "@minqing/core/alarm/acts";
import { AlarmView } from "@minqing/core/alarm/alarm";
import { alarmActs } from "@minqing/geodata/alarm/act-queries";
import { writeAlarms } from "@minqing/geodata/alarm/write-alarms";
import { changesAfter, headCursor } from "@minqing/geodata/change/queries";
import { sql } from "@minqing/geodata/sql";
import { sweepUnacknowledged } from "@minqing/server/alarm/acknowledge-sweep";
import { sweepUntilDone } from "@minqing/server/case/opening-sweep";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { openApp, SEED_TIMEOUT_MS, type TestApp } from "../open-app.ts";
import { raiseAlarm } from "../sources.ts";

const START = Date.parse("2026-09-11T00:00:00Z");
let app: TestApp;
let clockMs = START;
beforeAll(async () => {
  app = await openApp({ now: () => new Date(clockMs) });
}, SEED_TIMEOUT_MS);
beforeEach(async () => {
  await app.owner.execute(sql`update alarms set acknowledged_at = now() where acknowledged_at is null`);
});

const at = () => new Date(clockMs);
const namesOf = async (id: string): Promise<string[]> => (await alarmActs(app.db, id)).map(({ act }) => act);

test("an alarm is marked when the limit of its priority has passed, once, and its version stays", async () => {
  const [urgent, ordinary] = [
    await raiseAlarm(app.db, { priority: 1, at: at() }),
    await raiseAlarm(app.db, { priority: 3, at: at() }),
  ];
  clockMs += 59_999;
  expect(await sweepUnacknowledged(app.context)).toBe(0);
  clockMs += 1;
  const before = await headCursor(app.db);
  expect(await sweepUnacknowledged(app.context)).toBe(1);
  expect(await sweepUnacknowledged(app.context)).toBe(0);
  expect([await namesOf(urgent), await namesOf(ordinary)]).toEqual([["unacknowledged"], []]);
  const changes = await changesAfter(app.db, before, 10);
  expect(changes.map(({ id }) => id)).toEqual([urgent]);
  expect(AlarmView.parse(changes[0]?.value)).toMatchObject({ acknowledgeOverdueAt: at().toISOString(), version: 1 });
  expect((await app.post("desk", `/api/alarms/${urgent}/acknowledge`, { version: 1 })).status).toBe(200);
  clockMs += 840_000;
  expect(await sweepUnacknowledged(app.context)).toBe(1);
  const audited = await app.db.raw(
    sql`select actor, object_id from audit_events where action = 'alarm.unacknowledged' order by id`,
  );
  expect(audited).toEqual([
    { actor: "system", object_id: urgent },
    { actor: "system", object_id: ordinary },
  ]);
});

test("an alarm that somebody acknowledges in time is not marked, and many sweeps mark one once", async () => {
  const [heard, unheard] = [
    await raiseAlarm(app.db, { priority: 1, at: at() }),
    await raiseAlarm(app.db, { priority: 1, at: at() }),
  ];
  await app.post("desk", `/api/alarms/${heard}/acknowledge`, { version: 1 });
  clockMs += 61_000;
  await Promise.all(Array.from({ length: 5 }, () => sweepUnacknowledged(app.context)));
  expect([await namesOf(heard), await namesOf(unheard)]).toEqual([["acknowledge"], ["unacknowledged"]]);
});

test("what the gateway and the desk do with an alarm is its log, which folds to its row", async () => {
  const id = randomUUID();
  const subject = { ruleId: `rule-${id}`, subjectId: id };
  const raise = {
    type: "raise" as const,
    id,
    ...subject,
    ruleEdition: "e",
    thingId: null,
    nameZh: "超警戒水位",
    nameEn: "Over warning",
    priority: 2 as const,
    regionCode: "441521",
    observedProperty: null,
    value: 5.5,
    limit: 5,
    raisedAtMs: clockMs,
    caseCategory: "0506",
  };
  await app.db.transaction((tx) => writeAlarms(tx, [raise], at()));
  await sweepUntilDone(app.context);
  clockMs += 301_000;
  await sweepUnacknowledged(app.context);
  expect((await app.post("desk", `/api/alarms/${id}/acknowledge`, { version: 2 })).status).toBe(200);
  await app.db.transaction((tx) => writeAlarms(tx, [{ type: "clear", ...subject, clearedAtMs: clockMs }], at()));
  expect(await namesOf(id)).toEqual(["raise", "open-case", "unacknowledged", "acknowledge", "clear"]);
  const row = await app.db.one(
    sql`select seq, version, acknowledged_at, acknowledged_by, acknowledge_overdue_at, cleared_at, case_id from alarms where id = ${id}::uuid`,
    z.record(z.string(), z.unknown()),
  );
  expect(foldAlarmActs(await alarmActs(app.db, id))).toEqual(row);
});

test("a city without limits marks none", async () => {
  await raiseAlarm(app.db, { priority: 1, at: at() });
  clockMs += 3_600_000;
  await app.owner.transaction(async (tx) => {
    await tx.execute(sql`update settings set valid_to = ${at()} where key = 'alarm.acknowledge_limits_s'`);
  });
  expect(await sweepUnacknowledged(app.context)).toBe(0);
});
