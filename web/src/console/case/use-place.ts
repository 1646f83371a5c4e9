// Names of places in the page's language.
import type { RegionView } from "@minqing/core/region/region";
import { useCallback, useMemo } from "react";
import { useLanguage } from "../../i18n/Localised.tsx";
import { useLoaded } from "../use-reference.ts";
import { type Placed, placeText } from "./place.ts";

export function useRegions(): ReadonlyMap<string, RegionView> {
  const { items } = useLoaded("regions");
  return useMemo(() => new Map((items ?? []).map((region) => [region.code, region])), [items]);
}

export function usePlace(): (placed: Placed) => string {
  const regions = useRegions();
  const { locale } = useLanguage();
  return useCallback((placed) => placeText(placed, regions, locale), [regions, locale]);
}
