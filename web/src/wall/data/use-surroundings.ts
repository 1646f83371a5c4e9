// Names of seas, neighbours and rivers, from the basemap's labels.
import type { BasemapIndex } from "@minqing/core/city/basemap-index";
import { z } from "zod";
import { getFile } from "../../api/request.ts";
import { usePoll } from "./use-poll.ts";

const Labels = z.object({
  features: z.array(
    z.object({
      geometry: z.object({ coordinates: z.tuple([z.number(), z.number()]) }),
      properties: z.object({ kind: z.string(), name: z.string(), nameEn: z.string().nullable() }),
    }),
  ),
});

export interface PlaceName {
  kind: "sea" | "neighbour" | "river";
  name: string;
  nameEn: string | null;
  position: readonly [number, number];
}

async function read(url: string, index: BasemapIndex): Promise<PlaceName[]> {
  const file = index.layers.find(({ id }) => id === "label")?.file;
  if (file === undefined) return [];
  const { features } = await getFile(`${url}/${file}`, Labels);
  return features.flatMap(({ geometry, properties: { kind, name, nameEn } }): PlaceName[] => {
    if (kind !== "sea" && kind !== "neighbour" && kind !== "river") return [];
    return [{ kind, name, nameEn, position: geometry.coordinates }];
  });
}

const DAY_MS = 24 * 3600_000;

export function useSurroundings(url: string, index: BasemapIndex | null): readonly PlaceName[] {
  const polled = usePoll(
    index === null ? null : `labels/${url}`,
    () => (index === null ? Promise.resolve([]) : read(url, index)),
    DAY_MS,
  );
  return polled.data ?? NONE;
}

const NONE: never[] = [];
