// Camera pictures (视频编组): the newest detection picture of each camera with its age; "无画面" without one.
import type { CameraView } from "@minqing/core/camera/camera";
import type { CameraGroup } from "@minqing/core/camera/camera-group";
import { useEffect, useMemo, useState } from "react";
import { Icon } from "../../design/Icon.tsx";
import { spanText } from "../../i18n/time-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { useNow } from "../../live/use-now.ts";
import type { Polled } from "../data/use-poll.ts";
import { Panel } from "../figures/Panel.tsx";
import type { Theme } from "../theme.ts";
import { cameraGroups, groupCameras } from "./camera-groups.ts";

interface Props {
  cameras: Polled<CameraView[]>;
  /** What the city says of groups, by name. */
  groups: ReadonlyMap<string, CameraGroup>;
  theme: Theme;
  region: string | null;
  tiles: number;
}

/** A picture older than this is marked as old. */
const OLD_MS = 15 * 60_000;

function Tile({ camera, nowMs }: { camera: CameraView; nowMs: number }) {
  const t = useText();
  const [failed, setFailed] = useState<string | null>(null);
  const { snapshotUrl, snapshotAt } = camera;
  const hasPicture = snapshotUrl !== null && snapshotAt !== null && failed !== snapshotAt;
  const isOld = snapshotAt !== null && nowMs - Date.parse(snapshotAt) > OLD_MS;
  return (
    <li className="tile" data-camera={camera.id} data-picture={hasPicture}>
      <p className="tile-caption">
        <span className="tile-name">{camera.name}</span>
        <span className={isOld ? "tile-age old" : "tile-age"}>
          {snapshotAt === null ? "" : spanText(t, nowMs - Date.parse(snapshotAt))}
        </span>
      </p>
      {hasPicture ? (
        <img
          src={`${snapshotUrl}?at=${encodeURIComponent(snapshotAt)}`}
          alt={camera.name}
          onError={() => setFailed(snapshotAt)}
        />
      ) : (
        <p className="tile-none hatch">
          <Icon name="camera" size={40} />
          {t(camera.status === "offline" ? "wall.camera.offline" : "wall.camera.none")}
        </p>
      )}
    </li>
  );
}

export function CameraWall({ cameras, groups: rows, theme, region, tiles }: Props) {
  const t = useText();
  const nowMs = useNow(1000);
  const [step, setStep] = useState(0);
  const groups = useMemo(
    () => cameraGroups(cameras.data ?? [], { theme, region, groups: rows }),
    [cameras.data, theme, region, rows],
  );
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "g" || event.key === "G") setStep((n) => n + 1);
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
  const group = groups[step % Math.max(groups.length, 1)] ?? null;
  const shown = group === null ? [] : groupCameras(cameras.data ?? [], group, region).slice(0, tiles);
  const all = group === null ? [] : groupCameras(cameras.data ?? [], group, region);
  const withPicture = all.filter((camera) => camera.snapshotAt !== null).length;
  const title = (
    <>
      {t("wall.camera.title")} <span className="group-name">{group ?? ""}</span>
    </>
  );
  const aside = (
    <>
      <span>{t("wall.camera.shown", { n: shown.length, of: all.length })}</span>
      <span>{t("wall.camera.pictures", { n: withPicture })}</span>
      <button type="button" className="next-group" onClick={() => setStep((n) => n + 1)} title={t("wall.camera.next")}>
        <kbd>G</kbd>
      </button>
    </>
  );
  return (
    <Panel
      name="cameras"
      title={title}
      aside={aside}
      failure={cameras.error}
      isLoading={cameras.data === null && cameras.error === null}
    >
      {shown.length === 0 ? (
        <p className="empty">{t(cameras.data === null ? "state.error" : "wall.camera.empty")}</p>
      ) : (
        <ul className="tiles">
          {shown.map((camera) => (
            <Tile key={camera.id} camera={camera} nowMs={nowMs} />
          ))}
        </ul>
      )}
    </Panel>
  );
}
