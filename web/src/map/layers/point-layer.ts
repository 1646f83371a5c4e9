// Many small points with one meaning: components, recent cases, cameras. Built once per data, never per frame.
import type { Layer } from "@deck.gl/core";
import { ScatterplotLayer } from "@deck.gl/layers";
import type { Rgba } from "./colours.ts";

export interface Points {
  length: number;
  positions: Float32Array;
  colours: Uint8Array;
}

export function pointsOf<T>(
  items: readonly T[],
  position: (item: T) => readonly [number, number],
  colour: (item: T) => Rgba,
): Points {
  const positions = new Float32Array(items.length * 2);
  const colours = new Uint8Array(items.length * 4);
  items.forEach((item, index) => {
    positions.set(position(item), index * 2);
    colours.set(colour(item), index * 4);
  });
  return { length: items.length, positions, colours };
}

export function pointLayer(id: string, points: Points, radiusPx: number): Layer {
  return new ScatterplotLayer({
    id,
    data: {
      length: points.length,
      attributes: {
        getPosition: { value: points.positions, size: 2 },
        getFillColor: { value: points.colours, size: 4, normalized: true },
      },
    },
    positionFormat: "XY",
    getRadius: radiusPx,
    radiusUnits: "pixels",
    pickable: false,
  });
}
