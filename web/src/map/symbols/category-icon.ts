// The icon inside a symbol: the row of the case's category or of the alarm's property names it. What has no row, or names an
// icon that the page does not have, gets a neutral one.
import type { CaseView } from "@minqing/core/case/case";
import type { CaseCategory } from "@minqing/core/case/category";
import type { ObservedProperty } from "@minqing/core/thing/property";
import { type IconName, iconNamed } from "../../design/icons.ts";

/** By code and by key. */
export interface IconRows {
  categories: ReadonlyMap<string, Pick<CaseCategory, "icon">>;
  properties: ReadonlyMap<string, Pick<ObservedProperty, "icon">>;
}

export const categoryIcon = ({ category, kind }: Pick<CaseView, "category" | "kind">, rows: IconRows): IconName =>
  iconNamed(rows.categories.get(category)?.icon, kind === "component" ? "component" : "alert");

/** An alarm without a property is about silence (失联). */
export const alarmIcon = (observedProperty: string | null, rows: IconRows): IconName =>
  observedProperty === null ? "silent" : iconNamed(rows.properties.get(observedProperty)?.icon, "alert");
