// A click on the map: asks which regions hold the point, and goes one level down.
import { locateRegion } from "../../api/city.ts";
import { go } from "../route.ts";
import { nextRegion } from "./next-region.ts";

export async function drill(position: readonly [number, number], region: string | null): Promise<void> {
  const located = await locateRegion(position);
  if (located === null) return;
  const { path, gridCode } = located;
  const isKnown = gridCode === null || path.some(({ code }) => code === gridCode);
  const next = nextRegion(isKnown ? path : [...path, { code: gridCode, level: "grid" }], region);
  if (next !== null) go({ region: next });
}
