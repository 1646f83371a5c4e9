import { type DutyPerson, nextChange } from "@minqing/core/organisation/duty";
import { expect, test } from "vitest";
import { dutyLines, inCharge } from "../../../../web/src/console/duty/duty-lines.ts";

const person = (id: string, rest: Partial<DutyPerson>): DutyPerson => ({
  id,
  personName: id,
  departmentId: "command",
  departmentName: "指挥中心",
  departmentNameEn: "Command centre",
  postName: "受理员",
  postNameEn: "Acceptor",
  role: "acceptor",
  shiftName: "早班",
  synthetic: true,
  startsAt: "2026-09-11T00:00:00.000Z",
  endsAt: "2026-09-11T08:00:00.000Z",
  ...rest,
});

const leader = person("leader", { postName: "值班领导", role: "leader", endsAt: "2026-09-12T00:00:00.000Z" });
const supervisor = person("supervisor", { postName: "值班长", role: "supervisor" });
const two = [person("a", {}), person("b", { endsAt: "2026-09-11T06:00:00.000Z" })];
const water = person("w", { departmentId: "water", postName: "处置人员", role: "handler" });
const later = person("c", { startsAt: "2026-09-11T08:00:00.000Z", endsAt: "2026-09-11T16:00:00.000Z" });
const night = { ...later, id: "n", personName: "n", postName: "派遣员" };

test("the next change is the earliest end or beginning; null without shifts", () => {
  expect(nextChange([leader, ...two], [later])).toBe("2026-09-11T06:00:00.000Z");
  expect(nextChange([leader], [later])).toBe("2026-09-11T08:00:00.000Z");
  expect(nextChange([], [])).toBeNull();
});

test("each post is one line, with the people on duty, until when, and the next people", () => {
  const lines = dutyLines({ now: [leader, supervisor, ...two, water], next: [later, night] });
  expect(lines.map(({ key, now, next }) => [key, now, next])).toEqual([
    ["command 值班领导", ["leader"], []],
    ["command 值班长", ["supervisor"], []],
    ["command 受理员", ["a", "b"], ["c"]],
    // A vacant post stands with the other posts of its department, not at the end of the sheet.
    ["command 派遣员", [], ["n"]],
    ["water 处置人员", ["w"], []],
  ]);
  expect(lines[2]).toMatchObject({
    untilMs: Date.parse("2026-09-11T06:00:00Z"),
    fromMs: Date.parse("2026-09-11T08:00:00Z"),
  });
  expect(lines[3]?.untilMs).toBeNull();
});

test("the shift supervisor is in charge, else the leader, else nobody", () => {
  expect(inCharge([leader, ...two, supervisor])?.id).toBe("supervisor");
  expect(inCharge([...two, leader])?.id).toBe("leader");
  expect(inCharge(two)).toBeNull();
});
