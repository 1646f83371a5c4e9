import { Remembered } from "@minqing/server/kpi/remembered";
import { expect, test } from "vitest";

test("an answer is asked once while it is fresh, however many ask at once", async () => {
  let nowMs = 0;
  let asked = 0;
  const remembered = new Remembered(2_000, () => new Date(nowMs));
  const ask = async () => {
    asked += 1;
    return asked;
  };
  expect(await Promise.all([remembered.get("a", ask), remembered.get("a", ask)])).toEqual([1, 1]);
  nowMs = 1_999;
  expect(await remembered.get("a", ask)).toBe(1);
  expect(await remembered.get("b", ask)).toBe(2);
  nowMs = 2_000;
  expect(await remembered.get("a", ask)).toBe(3);
});

test("a fault is not remembered", async () => {
  const remembered = new Remembered(2_000, () => new Date(0));
  await expect(remembered.get("a", () => Promise.reject(new Error("away")))).rejects.toThrow("away");
  expect(await remembered.get("a", async () => 1)).toBe(1);
});
