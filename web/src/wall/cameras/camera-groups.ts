// The order of camera groups (视频编组): those of the theme's subject first, then by number of pictures.
import type { CameraView } from "@minqing/core/camera/camera";
import type { CameraGroup } from "@minqing/core/camera/camera-group";
import { regionPrefix } from "@minqing/core/region/codes";
import type { Theme } from "../theme.ts";

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

interface Shown {
  theme: Theme;
  region: string | null;
  /** By name; a group without a row belongs to no theme. */
  groups: ReadonlyMap<string, CameraGroup>;
}

/** Names of groups: those of the theme first, then by number of cameras with a picture. */
export function cameraGroups(cameras: readonly CameraView[], { theme, region, groups }: Shown): string[] {
  const pictures = new Map<string, number>();
  for (const camera of cameras) {
    if (camera.spare || !isInRegion(camera, region)) continue;
    pictures.set(camera.group, (pictures.get(camera.group) ?? 0) + (camera.snapshotAt === null ? 0 : 1));
  }
  const order = (group: string) => (groups.get(group)?.themes.includes(theme) === true ? 0 : 1);
  return [...pictures]
    .toSorted(([a, n], [b, m]) => order(a) - order(b) || m - n || (a < b ? -1 : 1))
    .map(([group]) => group);
}
