// Cells that several kinds of sheets have: ids, names, days, moments, codes. Each refuses what it cannot read, and gives
// a value all the same, so that the rest of the row is looked at.
import { LONGEST_NAME, UnitId } from "../organisation/unit.ts";
import { Day } from "../organisation/validity.ts";
import { RegionCode } from "../region/codes.ts";
import { looksRounded, type RowReader } from "./columns.ts";
import type { IssueReason } from "./validation-issue.ts";

/** The id that names the row's object: there once. */
export function idIn<Key extends string>(
  at: RowReader<Key>,
  key: Key,
  seen: Set<string>,
  reason: IssueReason = "unit-id",
): string {
  const id = at.needed(key);
  if (id !== "" && !UnitId.safeParse(id).success) at.refuse(key, reason, id);
  else if (seen.has(id)) at.refuse(key, "twice", id);
  if (id !== "") seen.add(id);
  return id;
}

export function nameIn<Key extends string>(at: RowReader<Key>, key: Key, name: string): string {
  if (name.length > LONGEST_NAME) at.refuse(key, "too-long", name);
  return name;
}

/** As it stands, also when it is refused: what does not have the form of a code is nobody's. */
export function codeIn<Key extends string>(at: RowReader<Key>, key: Key): RegionCode {
  const text = at.needed(key);
  const code = RegionCode.safeParse(text);
  if (code.success) return code.data;
  if (text !== "") at.refuse(key, looksRounded(text) ? "digits-lost" : "region-code", text);
  return "" as RegionCode;
}

/** Null for an empty cell. */
export function dayIn<Key extends string>(at: RowReader<Key>, key: Key): string | null {
  const text = at.text(key);
  if (text === "" || Day.safeParse(text).success) return text || null;
  at.refuse(key, "day", text);
  return null;
}

const CITY_MINUTE = /^(\d{4}-\d{2}-\d{2})[ T](\d{1,2}):(\d{2})$/;

/** A moment of the city's clock; "" when it is refused. */
export function momentIn<Key extends string>(at: RowReader<Key>, key: Key): string {
  const text = at.needed(key);
  const [, day = "", hour = "", minute = ""] = CITY_MINUTE.exec(text) ?? [];
  const ms = Date.parse(`${day}T${hour.padStart(2, "0")}:${minute}:00+08:00`);
  if (Number.isFinite(ms) && Day.safeParse(day).success) return new Date(ms).toISOString();
  if (text !== "") at.refuse(key, "moment", text);
  return "";
}

type ValidityKey = "validFrom" | "validTo";

/** Of the columns that the file has; an empty cell of the beginning says nothing. */
export function validityIn(at: RowReader<ValidityKey>): { validFrom?: string; validTo?: string | null } {
  const from = at.has("validFrom") ? dayIn(at, "validFrom") : null;
  return {
    ...(from === null ? {} : { validFrom: from }),
    ...(at.has("validTo") ? { validTo: dayIn(at, "validTo") } : {}),
  };
}
