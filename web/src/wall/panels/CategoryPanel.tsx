// The most frequent categories of today, compared with yesterday at the same time.
import type { RankRow } from "@minqing/core/kpi/kpi";
import type { z } from "zod";
import { useName } from "../../i18n/named.ts";
import { differenceText, numberText } from "../../i18n/numbers.ts";
import { useText } from "../../i18n/use-text.ts";
import type { Polled } from "../data/use-poll.ts";
import { BarRow } from "../figures/BarRow.tsx";
import { Panel } from "../figures/Panel.tsx";
import { isHigh } from "../figures/share.ts";

interface Props {
  rank: Polled<z.infer<typeof RankRow>[]>;
  rows: number;
}

export function CategoryPanel({ rank, rows }: Props) {
  const t = useText();
  const name = useName();
  const shown = (rank.data ?? []).slice(0, rows);
  const max = Math.max(5, ...shown.map((row) => Math.max(row.value, row.comparison ?? 0)));
  const aside = (
    <>
      <span className="tick-key">{t("basis.yesterday_same_time")}</span>
      <span>{t("wall.category.high")}</span>
    </>
  );
  return (
    <Panel
      name="category"
      title={t("wall.category.title", { n: rows })}
      aside={aside}
      failure={rank.error}
      isLoading={rank.data === null && rank.error === null}
    >
      {shown.length === 0 ? (
        <p className="empty">{t("wall.category.empty")}</p>
      ) : (
        <ol className="bars with-difference">
          {shown.map((row) => (
            <BarRow
              key={row.id}
              name={name(row.nameZh, row.nameEn)}
              value={row.value}
              comparison={row.comparison}
              max={max}
              text={numberText(row.value)}
              difference={row.comparison === null ? "" : differenceText(row.value - row.comparison)}
              isHigh={isHigh(row.value, row.comparison)}
            />
          ))}
        </ol>
      )}
    </Panel>
  );
}
