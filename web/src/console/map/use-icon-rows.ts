// The icons that the city's categories and observed properties name.
import { useMemo } from "react";
import type { IconRows } from "../../map/symbols/category-icon.ts";
import { useLoaded } from "../use-reference.ts";

export function useIconRows(): IconRows {
  const { items: categories } = useLoaded("categories");
  const { items: properties } = useLoaded("properties");
  return useMemo(
    () => ({
      categories: new Map((categories ?? []).map((row) => [row.code, row])),
      properties: new Map((properties ?? []).map((row) => [row.key, row])),
    }),
    [categories, properties],
  );
}
