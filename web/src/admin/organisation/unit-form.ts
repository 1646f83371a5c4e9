// The form of a unit: a text for each field, issues, changed fields, and the request. Pure.

import { MAX_HOUSEHOLDS } from "@minqing/core/organisation/grid";
import type { PersonRequest } from "@minqing/core/organisation/person";
import { Phone } from "@minqing/core/organisation/person";
import { UnitId } from "@minqing/core/organisation/unit";
import { RegionCode } from "@minqing/core/region/codes";
import { cityInstant } from "../../i18n/city-time.ts";
import { shanghaiParts } from "../../i18n/time-text.ts";
import type { Field, FieldType } from "./unit-kinds.ts";

/** A unit of any kind as lists show it: its fields by name. */
export type UnitItem = { id: string; version: number } & Readonly<Record<string, unknown>>;
export type UnitForm = Readonly<Record<string, string>>;

/** A field of an item as text; "" for a missing field. */
export const textIn = (item: UnitItem, key: string): string => textOf("text", item[key]);

const two = (value: number): string => String(value).padStart(2, "0");

/** "2026-09-11T08:00" in the city's time, in the form of the browser's field. */
export function cityMinute(instant: string): string {
  const { year, month, day, hour, minute } = shanghaiParts(Date.parse(instant));
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`;
}

function textOf(type: FieldType, value: unknown): string {
  // A telephone number comes masked, so the form never starts with it.
  if (type === "phone" || value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.join("、");
  return type === "moment" ? cityMinute(String(value)) : String(value);
}

export const formOf = (fields: readonly Field[], item: UnitItem): UnitForm =>
  Object.fromEntries(fields.map(({ key, type }) => [key, textOf(type, item[key])]));

/** A new unit is in force from today. */
export const emptyForm = (fields: readonly Field[], today: string): UnitForm =>
  Object.fromEntries(fields.map(({ key }) => [key, key === "validFrom" ? today : ""]));

export type FieldIssue = "empty" | "id" | "region" | "phone" | "moment" | "count" | "order";

const IS_FORMED: Partial<Record<FieldType, { issue: FieldIssue; holds(text: string): boolean }>> = {
  id: { issue: "id", holds: (text) => UnitId.safeParse(text).success },
  region: { issue: "region", holds: (text) => RegionCode.safeParse(text).success },
  phone: { issue: "phone", holds: (text) => Phone.safeParse(text).success },
  count: { issue: "count", holds: (text) => /^\d{1,6}$/.test(text) && Number(text) <= MAX_HOUSEHOLDS },
  moment: { issue: "moment", holds: (text) => cityInstant(text) !== null },
};

const ORDERED: readonly (readonly [first: string, second: string])[] = [
  ["validFrom", "validTo"],
  ["startsAt", "endsAt"],
];

export function formIssues(fields: readonly Field[], form: UnitForm): Map<string, FieldIssue> {
  const issues = new Map<string, FieldIssue>();
  for (const { key, type, isNeeded } of fields) {
    const text = (form[key] ?? "").trim();
    const formed = IS_FORMED[type];
    if (text === "") {
      if (isNeeded) issues.set(key, "empty");
    } else if (formed?.holds(text) === false) issues.set(key, formed.issue);
  }
  for (const [first, second] of ORDERED) {
    const [from = "", to = ""] = [form[first], form[second]];
    if (to !== "" && from !== "" && to <= from) issues.set(second, "order");
  }
  return issues;
}

export const changedKeys = (before: UnitForm, after: UnitForm): string[] =>
  Object.keys(after).filter((key) => before[key] !== after[key]);

function sentValue(type: FieldType, text: string): unknown {
  const trimmed = text.trim();
  if (type === "codes") return trimmed.split(/[、,，\s]+/).filter(Boolean);
  // An empty field leaves the known number unchanged.
  if (type === "phone") return trimmed === "" ? (undefined satisfies PersonRequest["phone"]) : trimmed;
  if (trimmed === "") return null;
  if (type === "count") return Number(trimmed);
  return type === "moment" ? cityInstant(trimmed) : trimmed;
}

export const draftOf = (fields: readonly Field[], form: UnitForm): Record<string, unknown> =>
  Object.fromEntries(fields.map(({ key, type }) => [key, sentValue(type, form[key] ?? "")]));
