// The slowest road segments: the current speed as a bar, with a tick at the free-flow speed.
import { regionPrefix } from "@minqing/core/region/codes";
import type { Congestion, RoadView } from "@minqing/core/road/road";
import { useMemo } from "react";
import type { RoadState } from "../../api/city.ts";
import { numberText } from "../../i18n/numbers.ts";
import { ageText } from "../../i18n/time-text.ts";
import { useText } from "../../i18n/use-text.ts";
import type { Polled } from "../data/use-poll.ts";
import { Panel } from "../figures/Panel.tsx";
import { share } from "../figures/share.ts";

interface Jam {
  road: RoadView;
  speedKmh: number;
  congestion: Congestion;
}

export function slowest(roads: readonly RoadView[], state: RoadState, region: string | null): Jam[] {
  const prefix = region === null ? "" : regionPrefix(region);
  const byCode = new Map(state.items.map((item) => [item.code, item]));
  return roads
    .flatMap((road): Jam[] => {
      const now = byCode.get(road.code);
      if (now === undefined || now.speedKmh === null || !road.regionCode.startsWith(prefix)) return [];
      return [{ road, speedKmh: now.speedKmh, congestion: now.congestion }];
    })
    .toSorted((a, b) => a.speedKmh / a.road.freeSpeedKmh - b.speedKmh / b.road.freeSpeedKmh);
}

interface Props {
  roads: readonly RoadView[];
  state: Polled<RoadState>;
  region: string | null;
  rows: number;
}

export function JamPanel({ roads, state, region, rows }: Props) {
  const t = useText();
  const list = useMemo(
    () => (state.data === null ? [] : slowest(roads, state.data, region)),
    [roads, state.data, region],
  );
  const aside = (
    <>
      <span className="tick-key">{t("wall.jam.free")}</span>
      <span>{ageText(t, state.atMs, Date.now())}</span>
    </>
  );
  return (
    <Panel
      name="jam"
      title={t("wall.jam.title")}
      aside={aside}
      failure={state.error}
      isLoading={state.data === null && state.error === null}
    >
      {list.length === 0 ? (
        <p className="empty">{t("wall.jam.empty")}</p>
      ) : (
        <ol className="bars jams">
          {list.slice(0, rows).map(({ road, speedKmh, congestion }) => (
            <li key={road.code} className="bar-row" data-road={road.code}>
              <span className="bar-name">{road.name}</span>
              <span className="bar-track">
                <span
                  className={`bar jam-${congestion}`}
                  style={{ width: `${share(speedKmh, road.freeSpeedKmh * 1.1)}%` }}
                />
                <span className="bar-tick" style={{ left: `${share(1, 1.1)}%` }} />
              </span>
              <strong className="bar-value">{numberText(speedKmh)}</strong>
              <span className="bar-difference">{t(`wall.congestion.${congestion}`)}</span>
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}
