// The database commits and its answer is lost: the batch is written again, and nothing is stored twice.
import type { Database } from "@minqing/geodata/database";
import { StatementError } from "@minqing/geodata/driver/statement-error";
import { sql } from "@minqing/geodata/sql";
import { afterAll, expect, test } from "vitest";
import { CAMERA, fillSmallCity } from "../../geodata/small-city.ts";
import { testDatabase } from "../../geodata/test-database.ts";
import { observationsOf } from "../mqtt-device.ts";
import { openRig } from "./rig.ts";

const { database, owner } = await testDatabase();
await fillSmallCity(owner);
let answersToLose = 0;
const losingAnswers = new Proxy(database, {
  get: (target, name) => {
    const value: unknown = Reflect.get(target, name);
    if (name !== "transaction") return typeof value === "function" ? value.bind(target) : value;
    return async (...args: Parameters<Database["transaction"]>) => {
      const result = await target.transaction(...args);
      if (answersToLose-- > 0) throw new StatementError("commit", new Error("connection terminated"));
      return result;
    };
  },
});
const rig = await openRig(losingAnswers);
afterAll(() => rig.pipeline.close());

const LEVEL = "441500-level-1";

test("values, dead letters and detections are stored once and acknowledged once", async () => {
  const t = Date.now();
  answersToLose = 2;
  const acknowledged = await rig.sendAll([
    { topic: observationsOf(LEVEL), message: { t, values: { water_level: 1.5 } } },
    { topic: observationsOf(LEVEL), message: { t, values: { water_level: "high" } } },
    { topic: observationsOf(LEVEL), message: "no JSON" },
    { topic: `city/v1/cameras/${CAMERA}/detections`, message: { id: "x", t, class: "0101", confidence: 0.7 } },
  ]);
  expect(answersToLose).toBeLessThan(0);
  expect(acknowledged.toSorted()).toEqual([0, 1, 2, 3]);
  expect(await database.raw(sql`select value_num from observations`)).toEqual([{ value_num: 1.5 }]);
  expect(await database.raw(sql`select reason from dead_letters order by reason`)).toHaveLength(2);
  expect(await database.raw(sql`select id from detections`)).toEqual([{ id: "x" }]);
  // The same bytes sent anew are a new dead letter.
  await rig.observe(LEVEL, "no JSON");
  expect(await database.raw(sql`select reason from dead_letters`)).toHaveLength(3);
});
