// Tracks of patrols: a white line on a dark casing. [mocks: white 4 px, casing 8 px]
import type { Layer } from "@deck.gl/core";
import { PathLayer } from "@deck.gl/layers";

export interface Track {
  id: string;
  points: readonly (readonly [number, number])[];
}

export function trackLayers(tracks: readonly Track[], scale: number): Layer[] {
  const path = (track: Track) => track.points as [number, number][];
  const common = { data: tracks, getPath: path, widthUnits: "pixels" as const, capRounded: true, jointRounded: true };
  return [
    new PathLayer<Track>({ id: "track-casing", getColor: [11, 22, 34, 255], getWidth: 8 * scale, ...common }),
    new PathLayer<Track>({ id: "track", getColor: [232, 238, 244, 230], getWidth: 4 * scale, ...common }),
  ];
}
