// One spare thing of every kind, which no simulator uses, for manual tests.
import type { CityFrame } from "./frame.ts";
import type { Point } from "./plane.ts";
import { lengthOf, pointAlong } from "./polyline.ts";
import { at } from "./ring.ts";
import type { DemoThing } from "./things.ts";

export function spareThings(frame: CityFrame, things: readonly DemoThing[]): DemoThing[] {
  const kinds = [...new Set(things.map(({ kind }) => kind))];
  return kinds.flatMap((kind) => {
    const ofKind = things.filter((thing) => thing.kind === kind);
    if (ofKind.some(({ spare }) => spare)) return [];
    const model = at(ofKind, Math.floor(ofKind.length / 2));
    const { place, reachCode } = spot(frame, things, model);
    return [
      {
        ...model,
        id: `spare-${kind.replaceAll("_", "-")}-1`,
        name: `${model.name}（备用）`,
        at: place,
        reachCode,
        regionCode: frame.grid.nearest(place).code,
        spare: true,
      },
    ];
  });
}

/** Beside its model; a gauge is placed on a reach without gauges, so that its silence affects no other. */
function spot(
  frame: CityFrame,
  things: readonly DemoThing[],
  model: DemoThing,
): { place: Point; reachCode: string | null } {
  const beside: Point = [model.at[0] + 120, model.at[1] + 80];
  if (model.reachCode === null || model.kind === "patrol") return { place: beside, reachCode: model.reachCode };
  const taken = new Set(things.filter(({ kind }) => kind === model.kind).map((thing) => thing.reachCode));
  const free = frame.reaches.find((reach) => !taken.has(reach.code));
  if (!free) return { place: beside, reachCode: model.reachCode };
  return { place: pointAlong(free.line, lengthOf(free.line) / 2).point, reachCode: free.code };
}
