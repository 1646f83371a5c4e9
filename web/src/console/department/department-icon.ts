// The icon that the city names for a kind of department; "people" for a kind that it has not named.
import type { NamedDepartmentKind } from "@minqing/core/organisation/department";
import { type IconName, iconNamed } from "../../design/icons.ts";

type Kinds = readonly Pick<NamedDepartmentKind, "code" | "icon">[];

export const departmentIcon = (kinds: Kinds, kind: string): IconName =>
  iconNamed(kinds.find(({ code }) => code === kind)?.icon, "people");
