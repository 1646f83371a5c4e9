// Reads cells that several kinds of sheets have: ids, names, days, moments, codes. For an unreadable cell each function
// adds an issue and still returns a value, so that the rest of the row is checked.

import { MAX_NAME_LENGTH, UnitId } from "../organisation/unit.ts";
import { RegionCode } from "../region/codes.ts";
import { foldText } from "../text/text.ts";
import { Day } from "../time/instant.ts";
import { looksRounded, type RowReader } from "./columns.ts";
import type { IssueReason } from "./validation-issue.ts";

/** The id of the row's object, unique within the sheet. */
export function idIn<Key extends string>(
  at: RowReader<Key>,
  key: Key,
  seen: Set<string>,
  reason: IssueReason = "unit-id",
): string {
  const id = foldText(at.required(key));
  if (id !== "" && !UnitId.safeParse(id).success) at.addIssue(key, reason, id);
  else if (seen.has(id)) at.addIssue(key, "twice", id);
  if (id !== "") seen.add(id);
  return id;
}

export function nameIn<Key extends string>(at: RowReader<Key>, key: Key, name: string): string {
  if (name.length > MAX_NAME_LENGTH) at.addIssue(key, "too-long", name);
  return name;
}

/** "" for a cell that is not a region code. */
export function codeIn<Key extends string>(at: RowReader<Key>, key: Key): RegionCode {
  const text = foldText(at.required(key));
  const code = RegionCode.safeParse(text);
  if (code.success) return code.data;
  if (text !== "") at.addIssue(key, looksRounded(text) ? "digits-lost" : "region-code", text);
  return "" as RegionCode;
}

/** "2026/3/1" and "2026年3月1日" as 2026-03-01; a date cell without its midnight. */
function usualDay(text: string): string {
  const [, year = "", month = "", day = ""] =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?: 00:00)?$/.exec(foldText(text)) ?? [];
  return year === "" ? text : `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}

/** Null for an empty cell. */
export function dayIn<Key extends string>(at: RowReader<Key>, key: Key): string | null {
  const text = usualDay(at.dateText(key));
  if (text === "" || Day.safeParse(text).success) return text || null;
  at.addIssue(key, "day", text);
  return null;
}

const CITY_MINUTE = /^(\d{4}-\d{2}-\d{2})[ T](\d{1,2}):(\d{2})$/;

/** A moment in the city's time zone, as an instant; "" for an unreadable cell. */
export function momentIn<Key extends string>(at: RowReader<Key>, key: Key): string {
  const text = at.dateText(key);
  if (text === "") at.required(key);
  const [, day = "", hour = "", minute = ""] = CITY_MINUTE.exec(text) ?? [];
  const ms = Date.parse(`${day}T${hour.padStart(2, "0")}:${minute}:00+08:00`);
  if (Number.isFinite(ms) && Day.safeParse(day).success) return new Date(ms).toISOString();
  if (text !== "") at.addIssue(key, "moment", text);
  return "";
}

type ValidityKey = "validFrom" | "validTo";

/** Only of columns that the file has; an empty first day leaves the value unchanged. */
export function validityIn(at: RowReader<ValidityKey>): { validFrom?: string; validTo?: string | null } {
  const from = at.has("validFrom") ? dayIn(at, "validFrom") : null;
  return {
    ...(from === null ? {} : { validFrom: from }),
    ...(at.has("validTo") ? { validTo: dayIn(at, "validTo") } : {}),
  };
}
