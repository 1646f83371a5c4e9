// Moving vehicles or patrols: a dot and a short line in the direction of travel.
import type { Layer } from "@deck.gl/core";
import { LineLayer, ScatterplotLayer } from "@deck.gl/layers";
import type { MovingPoints } from "./moving-points.ts";

/** `revision` changes when the content of the arrays changes, because the arrays stay the same objects. */
export function movingLayers(id: string, points: MovingPoints, revision: number, radiusPx: number): Layer[] {
  const { length } = points;
  const positions = { value: points.positions, size: 2 };
  const colours = { value: points.colours, size: 4, normalized: true };
  return [
    new LineLayer({
      id: `${id}-heading`,
      data: {
        length,
        attributes: {
          getSourcePosition: positions,
          getTargetPosition: { value: points.ahead, size: 2 },
          getColor: colours,
        },
        revision,
      },
      positionFormat: "XY",
      getWidth: 2,
      widthUnits: "pixels",
      pickable: false,
    }),
    new ScatterplotLayer({
      id: `${id}-dot`,
      data: { length, attributes: { getPosition: positions, getFillColor: colours }, revision },
      positionFormat: "XY",
      getRadius: radiusPx,
      radiusUnits: "pixels",
      stroked: true,
      getLineColor: [11, 22, 34, 255],
      getLineWidth: 1.5,
      lineWidthUnits: "pixels",
      pickable: false,
    }),
  ];
}
