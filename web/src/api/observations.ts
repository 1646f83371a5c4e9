// Observations of one thing and property: what was measured, newest first.
import { z } from "zod";
import { pageOf } from "./pages.ts";
import { getJson, type Query } from "./request.ts";

export const ObservationRow = z.object({
  observedAt: z.iso.datetime(),
  value: z.union([z.number(), z.string(), z.boolean()]).nullable(),
  late: z.boolean(),
});
export type ObservationRow = z.infer<typeof ObservationRow>;

export const listObservations = async (query: Query): Promise<ObservationRow[]> =>
  (await getJson("/api/observations", pageOf(ObservationRow), query)).items;
