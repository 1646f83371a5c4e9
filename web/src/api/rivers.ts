// Rivers by name, with their reaches.
import { z } from "zod";
import { pageOf } from "./pages.ts";
import { getJson } from "./request.ts";

const RiverNames = z.object({
  id: z.string(),
  name: z.string(),
  nameEn: z.string().nullable(),
  reaches: z.array(z.object({ code: z.string(), name: z.string() })),
});
export type RiverNames = z.infer<typeof RiverNames>;

export const listRivers = async () => (await getJson("/api/rivers", pageOf(RiverNames))).items;
