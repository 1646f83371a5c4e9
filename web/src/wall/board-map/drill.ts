// Drills down after a click on the map: reads the regions of the point and opens the next level.
import { locateRegion } from "../../api/city.ts";
import { go } from "../route.ts";
import { nextRegion } from "./next-region.ts";

export async function drill(position: readonly [number, number], region: string | null, home: string): Promise<void> {
  const located = await locateRegion(position);
  if (located === null) return;
  const { path, gridCode } = located;
  const codes = path.map(({ code }) => code);
  const isKnown = gridCode === null || codes.includes(gridCode);
  const next = nextRegion(isKnown ? codes : [...codes, gridCode], region ?? home, home);
  if (next !== null) go({ region: next });
}
