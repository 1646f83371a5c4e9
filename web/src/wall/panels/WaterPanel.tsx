// Water quality: the reaches below their target, and the number of reaches of each class.
import { regionPrefix } from "@minqing/core/region/codes";
import type { ReachView } from "@minqing/core/river/river";
import { WaterClass } from "@minqing/core/river/water-class";
import { numberText } from "../../i18n/numbers.ts";
import { ageText } from "../../i18n/time-text.ts";
import { useText } from "../../i18n/use-text.ts";
import type { Polled } from "../data/use-poll.ts";
import { Panel } from "../figures/Panel.tsx";
import { share } from "../figures/share.ts";

const rank = (waterClass: string): number => (WaterClass.options as readonly string[]).indexOf(waterClass);

export const isBelowTarget = (reach: Pick<ReachView, "waterClass" | "waterTarget">): boolean =>
  reach.waterClass !== null && rank(reach.waterClass) > rank(reach.waterTarget);

export function WaterPanel({ reaches, region }: { reaches: Polled<ReachView[]>; region: string | null }) {
  const t = useText();
  const prefix = region === null ? "" : regionPrefix(region);
  const list = (reaches.data ?? []).filter((reach) => reach.regionCode.startsWith(prefix));
  const known = list.filter((reach) => reach.waterClass !== null);
  const below = known.filter(isBelowTarget);
  const counts = WaterClass.options.map(
    (waterClass) => known.filter((reach) => reach.waterClass === waterClass).length,
  );
  const max = Math.max(1, ...counts);
  const aside = (
    <>
      <span>{t("wall.water.reporting", { n: known.length, of: list.length })}</span>
      <span>{ageText(t, reaches.atMs, Date.now())}</span>
    </>
  );
  return (
    <Panel name="water" title={t("wall.water.title")} aside={aside} failure={reaches.error}>
      <p className="figure-line">
        <strong className={below.length > 0 ? "figure-value alarming" : "figure-value"}>
          {numberText(reaches.data === null ? null : below.length)}
        </strong>
        <span className="figure-label">{t("wall.water.below")}</span>
        <span className="figure-names">
          {below.slice(0, 2).map((reach) => (
            <span key={reach.code}>
              {reach.name} {reach.waterClass !== null && t(`wall.water.class.${reach.waterClass}`)}
            </span>
          ))}
        </span>
      </p>
      <ol className="columns">
        {WaterClass.options.map((waterClass, index) => (
          <li key={waterClass}>
            <strong>{numberText(reaches.data === null ? null : (counts[index] ?? 0))}</strong>
            <span className="column-track">
              <span className="column" style={{ height: `${share(counts[index] ?? 0, max)}%` }} />
            </span>
            <span>{t(`wall.water.class.${waterClass}`)}</span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
