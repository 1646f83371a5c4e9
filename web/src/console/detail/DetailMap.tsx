// The place of the case, with the cases around it.
import { useMemo } from "react";
import type { CaseDetail } from "../../api/cases.ts";
import { goTo } from "../../design/address.ts";
import { useText } from "../../i18n/use-text.ts";
import { DeskMap } from "../map/DeskMap.tsx";
import { deskSymbols } from "../map/desk-symbols.ts";
import { useIconRows } from "../map/use-icon-rows.ts";
import { useSymbolTexts } from "../map/use-symbol-texts.ts";
import { casePath } from "../route.ts";

const RADIUS_M = 900;
const DETAIL_ZOOM = 14;

export function DetailMap({ detail }: { detail: CaseDetail }) {
  const t = useText();
  const texts = useSymbolTexts();
  const icons = useIconRows();
  const { case: row, nearby, alarm } = detail;
  const symbols = useMemo(
    () =>
      deskSymbols(
        {
          cases: [row, ...nearby],
          alarms: alarm === null ? [] : [alarm],
          detections: [],
          selectedSymbol: `case:${row.id}`,
        },
        { texts, icons, zoom: DETAIL_ZOOM, bounds: null },
      ),
    [row, nearby, alarm, texts, icons],
  );
  const pick = (id: string) => {
    const caseId = id.replace(/^case:/, "");
    if (caseId !== id && caseId !== row.id) goTo(casePath(caseId));
  };
  return (
    <section className="pane map-pane" aria-label={t("console.place")}>
      <header className="pane-head">
        <h2>{t("console.place")}</h2>
        <span className="muted head-note">{row.address ?? row.regionName}</span>
        <div className="pane-tools muted">{t("sketch")}</div>
      </header>
      <DeskMap
        label={t("console.place")}
        symbols={symbols}
        focus={row.position}
        radiusM={RADIUS_M}
        onPickSymbol={pick}
      />
    </section>
  );
}
