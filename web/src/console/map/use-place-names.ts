// The names on the basemap: counties, towns, villages, rivers, seas. Read once per page; a map without names still
// works.
import type { BasemapIndex } from "@minqing/core/city/basemap-index";
import { useEffect, useState } from "react";
import { z } from "zod";
import { getFile } from "../../api/request.ts";

const PlaceName = z.object({
  properties: z.object({
    kind: z.enum(["county", "town", "village", "zone", "river", "sea", "neighbour"]),
    name: z.string(),
    nameEn: z.string().nullable(),
  }),
  geometry: z.object({ coordinates: z.tuple([z.number(), z.number()]) }),
});
export type PlaceName = z.infer<typeof PlaceName>;

const Labels = z.object({ features: z.array(PlaceName) });

const NONE: readonly PlaceName[] = [];

export function usePlaceNames(index: BasemapIndex, url: string): readonly PlaceName[] {
  const [names, setNames] = useState(NONE);
  const file = index.layers.find(({ id }) => id === "label")?.file;
  useEffect(() => {
    if (file === undefined) return;
    let isCurrent = true;
    getFile(`${url}/${file}`, Labels).then(
      ({ features }) => isCurrent && setNames(features),
      () => isCurrent && setNames(NONE),
    );
    return () => {
      isCurrent = false;
    };
  }, [file, url]);
  return names;
}
