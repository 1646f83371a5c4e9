// Road segments coloured by traffic: geometry is built once, colours once per state.
import type { Layer } from "@deck.gl/core";
import { PathLayer } from "@deck.gl/layers";
import type { Congestion, RoadView } from "@minqing/core/road/road";
import { CONGESTION_COLOURS } from "./colours.ts";

type Road = Pick<RoadView, "code" | "line" | "class">;

export interface RoadGeometry {
  length: number;
  startIndices: Uint32Array;
  positions: Float32Array;
  /** Code of each segment, in the order of the start indices. */
  codes: string[];
  vertexCount: number;
}

/** Flat coordinates [x, y, x, y, …] with the start index of every segment. */
export function roadGeometry(roads: readonly Road[]): RoadGeometry {
  const vertexCount = roads.reduce((sum, road) => sum + road.line.length, 0);
  const positions = new Float32Array(vertexCount * 2);
  const startIndices = new Uint32Array(roads.length + 1);
  let vertex = 0;
  roads.forEach((road, index) => {
    startIndices[index] = vertex;
    for (const [lon, lat] of road.line) {
      positions[vertex * 2] = lon;
      positions[vertex * 2 + 1] = lat;
      vertex += 1;
    }
  });
  startIndices[roads.length] = vertexCount;
  return { length: roads.length, startIndices, positions, codes: roads.map((road) => road.code), vertexCount };
}

export function roadColours(geometry: RoadGeometry, states: ReadonlyMap<string, Congestion>): Uint8Array {
  const colours = new Uint8Array(geometry.vertexCount * 4);
  geometry.codes.forEach((code, index) => {
    const colour = CONGESTION_COLOURS[states.get(code) ?? "unknown"];
    const from = geometry.startIndices[index] ?? 0;
    const to = geometry.startIndices[index + 1] ?? from;
    for (let vertex = from; vertex < to; vertex++) colours.set(colour, vertex * 4);
  });
  return colours;
}

export function roadLayers(geometry: RoadGeometry, colours: Uint8Array, widthPx: number): Layer[] {
  const data = (withColours: boolean) => ({
    length: geometry.length,
    startIndices: geometry.startIndices,
    attributes: {
      getPath: { value: geometry.positions, size: 2 },
      ...(withColours ? { getColor: { value: colours, size: 4, normalized: true } } : {}),
    },
  });
  const common = {
    _pathType: "open" as const,
    positionFormat: "XY" as const,
    widthUnits: "pixels" as const,
    capRounded: true,
    jointRounded: true,
    pickable: false,
  };
  return [
    new PathLayer({
      id: "road-casing",
      data: data(false),
      getColor: [11, 22, 34, 255],
      getWidth: widthPx + 3,
      ...common,
    }),
    new PathLayer({ id: "road-state", data: data(true), getWidth: widthPx, ...common }),
  ];
}
