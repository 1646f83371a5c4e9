// A resident who does not exist, with a name that says so and a number that looks it. Nothing here calls it.
import type { CaseContact } from "@minqing/core/privacy/contact";
import { pickFrom } from "../random/pick.ts";

const SURNAMES = ["陈", "林", "黄", "郑", "吴", "欧阳", "司徒"] as const;
const GIVEN = ["模拟", "虚构", "示例"] as const;
const NETWORK = "1990000";
const ANONYMOUS_SHARE = 0.2;

/** Null for somebody who does not say who they are. */
export function inventedContact(next: () => number): CaseContact | null {
  if (next() < ANONYMOUS_SHARE) return null;
  const name = pickFrom(SURNAMES, next()) + pickFrom(GIVEN, next());
  return { name, phone: NETWORK + String(Math.floor(next() * 10_000)).padStart(4, "0") };
}
