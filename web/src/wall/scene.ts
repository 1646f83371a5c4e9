// Scenes: a wall is designed for a logical resolution and scaled as a whole with letterboxing. Each scene has its own
// minimum text sizes.

export interface Scene {
  key: "3840x1080" | "1920x1080";
  width: number;
  height: number;
  /** Minimum text size for the far seat (place names, titles, values) and for the near one (units, ages). */
  floorFarPx: number;
  floorNearPx: number;
  feedRows: number;
  gaugeRows: number;
  cameraTiles: number;
  hasFocusMap: boolean;
  symbolPx: { overview: readonly [number, number, number, number]; focus: readonly [number, number, number, number] };
  labelPx: { priority: number; gauge: number; place: number; small: number; county: number };
  gaugePx: { overview: number; focus: number };
}

/** P1.25 LED, 8 m and 5 m: 41 and 26 px. */
const WIDE: Scene = {
  key: "3840x1080",
  width: 3840,
  height: 1080,
  floorFarPx: 41,
  floorNearPx: 26,
  feedRows: 5,
  gaugeRows: 5,
  cameraTiles: 6,
  hasFocusMap: true,
  symbolPx: { overview: [52, 44, 34, 34], focus: [58, 48, 38, 38] },
  labelPx: { priority: 36, gauge: 28, place: 28, small: 26, county: 41 },
  gaugePx: { overview: 38, focus: 56 },
};

/** A 75-inch 1080p screen at 5 m and 3 m: 38 and 22 px. It shows fewer things instead of smaller ones. */
const TELEVISION: Scene = {
  key: "1920x1080",
  width: 1920,
  height: 1080,
  floorFarPx: 38,
  floorNearPx: 22,
  feedRows: 5,
  gaugeRows: 5,
  cameraTiles: 4,
  hasFocusMap: false,
  symbolPx: { overview: [50, 42, 32, 32], focus: [50, 42, 32, 32] },
  labelPx: { priority: 34, gauge: 24, place: 24, small: 22, county: 34 },
  gaugePx: { overview: 36, focus: 36 },
};

export const SCENES: readonly Scene[] = [WIDE, TELEVISION];

/** The requested scene, or the one whose shape is closer to the window's. */
export function sceneFor(requested: string | null, width: number, height: number): Scene {
  const named = SCENES.find((scene) => scene.key === requested);
  if (named !== undefined) return named;
  return width / Math.max(height, 1) >= 2.6 ? WIDE : TELEVISION;
}

export interface Fit {
  scale: number;
  left: number;
  top: number;
}

export function fitScene(scene: Scene, width: number, height: number): Fit {
  const scale = Math.min(width / scene.width, height / scene.height);
  return { scale, left: (width - scene.width * scale) / 2, top: (height - scene.height * scale) / 2 };
}
