// River levels (河道水位): the gauges highest over 警戒, on staffs with the limits of all stations at the same places.
import type { FigureGroup } from "@minqing/core/kpi/kpi";
import { regionPrefix } from "@minqing/core/region/codes";
import { useMemo } from "react";
import { Icon } from "../../design/Icon.tsx";
import { PriorityShape } from "../../design/PriorityShape.tsx";
import { differenceText, numberText } from "../../i18n/numbers.ts";
import { ageText, hourMinute } from "../../i18n/time-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { useNow } from "../../live/use-now.ts";
import { compareGauges, GAUGE_PRIORITY, type GaugeState, gaugeState } from "../board-map/gauge-state.ts";
import { useStations } from "../data/city-store.ts";
import { type Station, shortStation } from "../data/station.ts";
import type { Polled } from "../data/use-poll.ts";
import { figureOf, figureText } from "../figures/figure-text.ts";
import { Panel } from "../figures/Panel.tsx";
import { type Trend, useTrends } from "./use-trends.ts";

/** The observed property that the panel is about, whatever kinds observe it. */
const LEVEL = "water_level";

interface Row {
  station: Station;
  gauge: GaugeState;
}

const TREND_ICON: Record<Trend, "arrowUp" | "arrowDown" | "arrowFlat"> = {
  up: "arrowUp",
  down: "arrowDown",
  flat: "arrowFlat",
};

function GaugeRow({ row: { station, gauge }, trend, size }: { row: Row; trend: Trend | null; size: number }) {
  const t = useText();
  const { thing } = station;
  const priority = GAUGE_PRIORITY[gauge.state];
  const river = thing.attributes["river"];
  return (
    <li className={`gauge-row is-${gauge.state}`} data-thing={thing.id} data-state={gauge.state}>
      <span className="gauge-shape">
        {priority === null || gauge.state === "none" ? (
          <Icon name={gauge.stale ? "silent" : "gauge"} size={size} />
        ) : (
          <PriorityShape priority={priority} size={size} label={t(`wall.gauge.${gauge.state}`)} />
        )}
      </span>
      <span className="gauge-name">
        {shortStation(station)} <small>{typeof river === "string" ? river : ""}</small>
      </span>
      <span className={gauge.fill === null ? "staff hatch" : "staff"} aria-hidden="true">
        <span className="staff-fill" style={{ width: `${(gauge.fill ?? 0) * 100}%` }} />
        <span className="staff-warning" />
        <span className="staff-guarantee" />
      </span>
      <strong className="gauge-value" data-value={gauge.valueM ?? ""}>
        {numberText(gauge.valueM, 2)}
      </strong>
      {gauge.stale ? (
        <span className="gauge-over">
          {gauge.observedAtMs === null
            ? t("age.none")
            : t("wall.gauge.silentAt", { at: hourMinute(gauge.observedAtMs) })}
        </span>
      ) : (
        <span className="gauge-over">{differenceText(gauge.overM, 2)}</span>
      )}
      <span className="gauge-trend">
        {trend === null || gauge.stale ? null : <Icon name={TREND_ICON[trend]} size={32} stroke={2.6} />}
      </span>
    </li>
  );
}

interface Props {
  figures: Polled<FigureGroup>;
  /** The list of things; without it the gauges are not known. */
  things: Polled<number>;
  region: string | null;
  rows: number;
  shapePx: number;
}

export function LevelPanel({ figures, things, region, rows, shapePx }: Props) {
  const t = useText();
  const nowMs = useNow(5000);
  const stations = useStations(LEVEL, nowMs);
  const trends = useTrends(stations, LEVEL);
  const all = useMemo(() => {
    const prefix = region === null ? "" : regionPrefix(region);
    const judged = stations.flatMap((station): Row[] => {
      const gauge = station.thing.regionCode.startsWith(prefix) ? gaugeState(station, LEVEL) : null;
      return gauge === null ? [] : [{ station, gauge }];
    });
    return judged.toSorted(
      (a, b) => compareGauges(a.gauge, b.gauge) || (a.station.thing.id < b.station.thing.id ? -1 : 1),
    );
  }, [stations, region]);
  const over = all.filter(({ gauge }) => gauge.state === "warning" || gauge.state === "guarantee").length;
  const newest = Math.max(...all.map(({ gauge }) => gauge.observedAtMs ?? 0));
  const before = figureOf(figures.data, "levels_over_warning");
  const text = before === null ? null : figureText(before, t, nowMs);
  const aside = (
    <>
      <span>{t("wall.level.over", { n: all.length, over })}</span>
      {text?.comparison === null || text === null ? null : <span>{text.comparison}</span>}
      <span>{ageText(t, all.length === 0 || newest === 0 ? null : newest, nowMs)}</span>
    </>
  );
  const title = (
    <>
      {t("wall.level.title")} <small className="level-key">{t("wall.level.key")}</small>
    </>
  );
  return (
    <Panel
      name="level"
      title={title}
      aside={aside}
      failure={all.length === 0 ? things.error : null}
      isLoading={things.data === null && all.length === 0}
    >
      {all.length === 0 ? (
        <p className="empty">{t("wall.level.empty")}</p>
      ) : (
        <ol className="gauges">
          {all.slice(0, rows).map((row) => (
            <GaugeRow
              key={row.station.thing.id}
              row={row}
              trend={trends.get(row.station.thing.id) ?? null}
              size={shapePx}
            />
          ))}
        </ol>
      )}
    </Panel>
  );
}
