// Lines of the reaches (河段): from the city's published basemap, otherwise from the course between the gauges.
import { BasemapIndex } from "@minqing/core/city/basemap-index";
import type { ReachView } from "@minqing/core/river/river";
import type { ThingView } from "@minqing/core/thing/thing";
import { z } from "zod";
import { type Track, trackOf } from "../geo/track.ts";
import type { CityClient } from "../http/city-client.ts";
import { coursesFrom, lineFromCourse } from "./course.ts";

const Line = z.array(z.tuple([z.number(), z.number()])).min(2);
const ReachFile = z.object({
  features: z.array(
    z.object({
      properties: z.object({ code: z.string() }),
      geometry: z.discriminatedUnion("type", [
        z.object({ type: z.literal("LineString"), coordinates: Line }),
        z.object({ type: z.literal("MultiLineString"), coordinates: z.array(Line) }),
      ]),
    }),
  ),
});

/** Lines of a published layer by reach code; of a reach in several pieces, the first one. */
export function tracksOfLayer(layer: z.infer<typeof ReachFile>): Map<string, Track> {
  return new Map(
    layer.features.flatMap(({ properties, geometry }) => {
      const line = geometry.type === "LineString" ? geometry.coordinates : geometry.coordinates[0];
      return line === undefined ? [] : [[properties.code, trackOf(line)] as const];
    }),
  );
}

export async function readReachLines(
  client: CityClient,
  cityCode: string,
  reaches: readonly ReachView[],
  things: readonly ThingView[],
): Promise<Map<string, Track>> {
  const index = await client.get(`/basemap/${cityCode}/index.json`, BasemapIndex);
  const file = index.layers.find(({ id }) => id === "reach")?.file;
  const drawn =
    file === undefined
      ? new Map<string, Track>()
      : tracksOfLayer(await client.get(`/basemap/${cityCode}/${file}`, ReachFile));
  const courses = coursesFrom(things);
  return new Map(
    reaches.flatMap(({ code, riverId, chainageFromM, chainageToM }) => {
      const line = drawn.get(code) ?? lineFromCourse(courses, riverId, chainageFromM, chainageToM);
      return line === null ? [] : [[code, line] as const];
    }),
  );
}
