// The order of camera groups (视频编组): those of the theme's subject first, then by number of pictures.
import type { CameraView } from "@minqing/core/camera/camera";
import { regionPrefix } from "@minqing/core/region/codes";
import type { Theme } from "../theme.ts";

const SUBJECTS: Record<Theme, RegExp> = {
  emergency: /沿线|易涝点|海堤|渔港/,
  river: /沿线|海堤/,
  urban: /市场|广场|学校|工地|医院/,
  traffic: /路口/,
};

const isInRegion = (camera: CameraView, region: string | null): boolean =>
  region === null || camera.regionCode.startsWith(regionPrefix(region));

/** Newest pictures first, then cameras that are online, then by id. */
function compareCameras(a: CameraView, b: CameraView): number {
  if (a.snapshotAt !== b.snapshotAt) return (a.snapshotAt ?? "") < (b.snapshotAt ?? "") ? 1 : -1;
  if (a.status !== b.status) return a.status === "online" ? -1 : b.status === "online" ? 1 : 0;
  return a.id < b.id ? -1 : 1;
}

/** The cameras of a group in order; the order changes only when pictures change. */
export function groupCameras(cameras: readonly CameraView[], group: string, region: string | null): CameraView[] {
  return cameras
    .filter((camera) => camera.group === group && !camera.spare && isInRegion(camera, region))
    .toSorted(compareCameras);
}

/** Names of groups: those of the theme first, then by number of cameras with a picture. */
export function cameraGroups(cameras: readonly CameraView[], theme: Theme, region: string | null): string[] {
  const pictures = new Map<string, number>();
  for (const camera of cameras) {
    if (camera.spare || !isInRegion(camera, region)) continue;
    pictures.set(camera.group, (pictures.get(camera.group) ?? 0) + (camera.snapshotAt === null ? 0 : 1));
  }
  const fits = (group: string) => (SUBJECTS[theme].test(group) ? 0 : 1);
  return [...pictures]
    .toSorted(([a, n], [b, m]) => fits(a) - fits(b) || m - n || (a < b ? -1 : 1))
    .map(([group]) => group);
}
