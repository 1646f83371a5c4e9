// Figures, timeline lanes and rankings.
import { FigureGroup, RankRow, TimelineLane } from "@minqing/core/kpi/kpi";
import { z } from "zod";
import { pageOf } from "./pages.ts";
import { getJson } from "./request.ts";

export type RankBy = "category" | "county" | "town" | "rain" | "level";

/** Null as region: all that the session sees. */
export const readFigures = (region: string | null) => getJson("/api/kpis", FigureGroup, { region });
export const readTimeline = async (region: string | null) =>
  (await getJson("/api/kpis/timeline", z.object({ lanes: z.array(TimelineLane) }), { region })).lanes;
export const readRank = async (by: RankBy, region: string | null) =>
  (await getJson("/api/kpis/rank", pageOf(RankRow), { by, region })).items;
