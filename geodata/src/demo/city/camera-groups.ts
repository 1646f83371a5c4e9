// The groups of the demo city's cameras (视频编组) and the themes whose subject they show, by the names that cameras.ts gives.
import type { CameraGroup } from "@minqing/core/camera/camera-group";
import type { DemoCamera } from "./cameras.ts";

const SUBJECTS: readonly (readonly [ending: string, themes: string[]])[] = [
  ["沿线", ["emergency", "river"]],
  ["海堤渔港", ["emergency", "river"]],
  ["易涝点", ["emergency"]],
  ["周边", ["urban"]],
  ["路口", ["traffic"]],
];

export const cameraGroupsOf = (cameras: readonly DemoCamera[]): CameraGroup[] =>
  [...new Set(cameras.map(({ group }) => group))].map((name) => ({
    name,
    themes: SUBJECTS.find(([ending]) => name.endsWith(ending))?.[1] ?? [],
  }));
