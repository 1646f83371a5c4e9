// An invented resident, recognisable by name and telephone number. Nothing calls the number.
import type { CaseContact } from "@minqing/core/privacy/contact";
import { pickFrom } from "../random/pick.ts";

const SURNAMES = ["陈", "林", "黄", "郑", "吴", "欧阳", "司徒"] as const;
const GIVEN = ["模拟", "虚构", "示例"] as const;
const NETWORK = "1990000";
const ANONYMOUS_SHARE = 0.2;

/** Null for an anonymous report. */
export function inventedContact(next: () => number): CaseContact | null {
  if (next() < ANONYMOUS_SHARE) return null;
  const name = pickFrom(SURNAMES, next()) + pickFrom(GIVEN, next());
  return { name, phone: NETWORK + String(Math.floor(next() * 10_000)).padStart(4, "0") };
}
