// Rain (雨情): the highest amount in three hours, the place with the highest rain now, and the areal rain of the day per
// county.
import type { FigureGroup, RankRow } from "@minqing/core/kpi/kpi";
import type { z } from "zod";
import { useName } from "../../i18n/named.ts";
import { numberText } from "../../i18n/numbers.ts";
import { ageText } from "../../i18n/time-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { useNow } from "../../live/use-now.ts";
import { useStations } from "../data/city-store.ts";
import { type Station, shortStation } from "../data/station.ts";
import type { Polled } from "../data/use-poll.ts";
import { BarRow } from "../figures/BarRow.tsx";
import { figureOf, figureText } from "../figures/figure-text.ts";
import { Panel } from "../figures/Panel.tsx";

/** The observed property that the panel is about, whatever kinds observe it. */
const RAIN = "rain_1h";

type Rank = Polled<z.infer<typeof RankRow>[]>;

interface Props {
  figures: Polled<FigureGroup>;
  rank: Rank;
  withBars: boolean;
}

function wettest(stations: readonly Station[]): { station: Station; value: number } | null {
  let best: { station: Station; value: number } | null = null;
  for (const station of stations) {
    const reading = station.readings[RAIN];
    if (reading === undefined || reading.stale) continue;
    if (best === null || reading.value > best.value) best = { station, value: reading.value };
  }
  return best;
}

/** Warning limits of three hours' rain. [中国气象局: 暴雨橙色 50 mm/3 h, 红色 100 mm/3 h] */
const ORANGE_3H_MM = 50;
const RED_3H_MM = 100;

export function RainPanel({ figures, rank, withBars }: Props) {
  const t = useText();
  const name = useName();
  const nowMs = useNow(5000);
  const stations = useStations(RAIN, nowMs);
  const reporting = stations.filter(({ readings }) => readings[RAIN]?.stale === false).length;
  const highest = figureOf(figures.data, "rain_max_3h_mm");
  const text = highest === null ? null : figureText(highest, t, nowMs);
  const level = highest?.value ?? 0;
  const max = wettest(stations);
  const rows = rank.data ?? [];
  const end = Math.max(10, ...rows.map((row) => Math.max(row.value, row.comparison ?? 0)));
  const aside = (
    <>
      <span>{t("wall.rain.stations", { n: stations.length })}</span>
      <span>{t("wall.rain.missing", { n: stations.length - reporting })}</span>
      <span>{ageText(t, highest?.dataAt === null || highest === null ? null : Date.parse(highest.dataAt), nowMs)}</span>
    </>
  );
  const tone = level >= RED_3H_MM ? "red" : level >= ORANGE_3H_MM ? "orange" : "plain";
  return (
    <Panel name="rain" title={t("wall.rain.title")} aside={aside} failure={figures.error}>
      <div className="rain-hero" data-figure="rain_max_3h_mm">
        <strong className={`hero hero-${tone}`}>{text?.value ?? "–"}</strong>
        <div>
          <p className="rain-where">
            <span>{t("wall.rain.unit")}</span> <span>{t("wall.rain.highest")}</span>
          </p>
          <p className="rain-sub">
            {text?.comparison === null || text === null ? null : <span>{text.comparison}</span>}
            {max === null ? null : <span>{t("wall.rain.now", { place: shortStation(max.station) })}</span>}
          </p>
        </div>
      </div>
      {withBars ? (
        <>
          <p className="bars-head">
            <span>{t("wall.rain.areal")}</span>
            <span className="tick-key">{t("basis.yesterday_same_time")}</span>
          </p>
          <ol className="bars">
            {rows.slice(0, 4).map((row) => (
              <BarRow
                key={row.id}
                name={name(
                  row.nameZh.replace(/[县市区]$/, (s) => (row.nameZh.length > 2 ? "" : s)),
                  row.nameEn,
                )}
                value={row.value}
                comparison={row.comparison}
                max={end}
                text={numberText(row.value, 1)}
              />
            ))}
          </ol>
        </>
      ) : null}
    </Panel>
  );
}
