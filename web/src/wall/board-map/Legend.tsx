// The legend (图例) of a theme: only symbols that the map shows now.
import { Icon } from "../../design/Icon.tsx";
import { useText } from "../../i18n/use-text.ts";
import { CONGESTION_COLOURS, DENSITY_CLASSES } from "../../map/layers/colours.ts";
import type { Theme } from "../theme.ts";
import { LineSample } from "./LineSample.tsx";

function GaugeSample() {
  return (
    <svg width={20} height={34} aria-hidden="true">
      <rect x={3} y={1} width={13} height={32} fill="none" stroke="#E8EEF4" strokeWidth={2} />
      <rect x={6} y={18} width={7} height={12} fill="#8FB6DA" />
      <path d="M0 14h20M0 6h20" stroke="#E8EEF4" strokeWidth={2} />
    </svg>
  );
}

const rgb = ([red, green, blue]: readonly number[]): string => `rgb(${red} ${green} ${blue})`;

function Lines({ withPatrols }: { withPatrols: boolean }) {
  const t = useText();
  return (
    <>
      {(["guarantee", "warning", "normal", "silent"] as const).map((state) => (
        <li key={state}>
          <LineSample state={state} width={48} />
          {t(`wall.legend.${state}`)}
        </li>
      ))}
      <li>
        <GaugeSample />
        {t("wall.legend.gauge")}
      </li>
      {withPatrols ? (
        <>
          <li>
            <Icon name="drop" size={30} />
            {t("wall.legend.quality")}
          </li>
          <li>
            <span className="legend-track" />
            {t("wall.legend.track")}
          </li>
        </>
      ) : (
        <li>
          <span className="legend-rain" />
          {t("wall.legend.rain")}
        </li>
      )}
    </>
  );
}

function Density() {
  const t = useText();
  let from = 1;
  return (
    <>
      {DENSITY_CLASSES.map(({ to, colour }) => {
        const text = Number.isFinite(to) ? `${from}–${to}` : t("wall.legend.more", { n: from });
        from = to + 1;
        return (
          <li key={text}>
            <svg width={28} height={30} viewBox="0 0 24 24" aria-hidden="true">
              <path d="M12 1 22 6.5v11L12 23 2 17.5v-11z" fill={rgb(colour)} />
            </svg>
            {text}
          </li>
        );
      })}
    </>
  );
}

function Congestions() {
  const t = useText();
  return (
    <>
      {(["free", "slow", "jam", "severe"] as const).map((state) => (
        <li key={state}>
          <svg width={48} height={12} aria-hidden="true">
            <line x1={0} x2={48} y1={6} y2={6} stroke={rgb(CONGESTION_COLOURS[state])} strokeWidth={7} />
          </svg>
          {t(`wall.congestion.${state}`)}
        </li>
      ))}
      <li>
        <span className="legend-vehicle" />
        {t("wall.legend.vehicle")}
      </li>
    </>
  );
}

export function Legend({ theme, isDeep }: { theme: Theme; isDeep: boolean }) {
  const t = useText();
  return (
    <ul className="legend" data-reserve="legend" aria-label={t("wall.legend.label")}>
      {theme === "emergency" || theme === "river" ? <Lines withPatrols={theme === "river"} /> : null}
      {theme === "traffic" ? <Congestions /> : null}
      {theme === "urban" && !isDeep ? <Density /> : null}
      {theme === "urban" && isDeep ? (
        <li>
          <span className="legend-component" />
          {t("wall.legend.component")}
        </li>
      ) : null}
    </ul>
  );
}
