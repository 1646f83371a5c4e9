import { describe, expect, test } from "vitest";
import { contactIssues, contactOf, NO_CONTACT } from "../../../../web/src/console/case-new/report-contact.ts";
import { readCoordinates, reportGaps } from "../../../../web/src/console/case-new/report-gaps.ts";

const WHOLE = { category: "0506", title: "积水", position: [115.37, 22.78] as const };

describe("a report being written", () => {
  test("needs category, title and position", () => {
    expect(reportGaps({ category: null, title: " ", position: null, contact: NO_CONTACT })).toEqual([
      "category",
      "title",
      "position",
    ]);
    expect(reportGaps({ ...WHOLE, contact: NO_CONTACT })).toEqual([]);
  });

  test("needs no contact, but a complete one if any field is filled in", () => {
    const name = { ...NO_CONTACT, name: "张三" };
    expect(contactOf(NO_CONTACT)).toBeUndefined();
    expect(reportGaps({ ...WHOLE, contact: name })).toEqual(["contact"]);
    expect(contactIssues(name)).toEqual(["phone"]);
    const whole = { ...name, phone: " 13800000000 ", plate: "粤n·12345" };
    expect(reportGaps({ ...WHOLE, contact: whole })).toEqual([]);
    expect(contactOf(whole)).toEqual({ name: "张三", phone: "13800000000", plate: "粤n·12345" });
    expect(contactIssues({ ...whole, identityNumber: "123", plate: "1" })).toEqual(["identityNumber", "plate"]);
  });

  test("coordinates are lon, lat, with a comma of either kind or a space", () => {
    expect(readCoordinates("115.375, 22.786")).toEqual([115.375, 22.786]);
    expect(readCoordinates("115.375，22.786")).toEqual([115.375, 22.786]);
    expect(readCoordinates(" 115.375 22.786 ")).toEqual([115.375, 22.786]);
  });

  test("other texts are no position", () => {
    expect(readCoordinates("22.786, 115.375")).toBeNull();
    expect(readCoordinates("汕尾大道")).toBeNull();
    expect(readCoordinates("200, 22")).toBeNull();
  });
});
