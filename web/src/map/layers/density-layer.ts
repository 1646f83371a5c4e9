// Cases of seven days per hexagon (H3), in five classes.
import type { Layer } from "@deck.gl/core";
import { H3HexagonLayer } from "@deck.gl/geo-layers";
import { densityColour } from "./colours.ts";

export type DensityCell = readonly [h3: string, count: number];

export function densityLayer(cells: readonly DensityCell[], opacity: number): Layer {
  return new H3HexagonLayer<DensityCell>({
    id: "case-density",
    data: cells,
    getHexagon: (cell) => cell[0],
    getFillColor: (cell) => densityColour(cell[1]),
    getLineColor: [23, 38, 53, 255],
    lineWidthMinPixels: 1,
    stroked: true,
    filled: true,
    extruded: false,
    opacity,
    pickable: false,
    highPrecision: false,
  });
}
