// Pane D (地图): all open cases and alarms, centred on the selection; while a case is being filed, a click sets its
// position.
import type { CaseView } from "@minqing/core/case/case";
import { useMemo, useState } from "react";
import { Icon } from "../../design/Icon.tsx";
import { useText } from "../../i18n/use-text.ts";
import type { CityMap, MapView } from "../../map/map.ts";
import type { MapSymbol } from "../../map/symbols/map-symbol.ts";
import { useAlarms, useCases, useDetections } from "../board.ts";
import { changeNewCase, useNewCase } from "../case-new/new-case-store.ts";
import { type Selection, select, useDesk } from "../desk-store.ts";
import { paneListId } from "../keys/list-registry.ts";
import { DeskMap } from "./DeskMap.tsx";
import { deskSymbols, reportSymbol } from "./desk-symbols.ts";
import { EdgeTags, type TaggedCase } from "./EdgeTags.tsx";
import { edgeTag } from "./edge-tag.ts";
import { useIconRows } from "./use-icon-rows.ts";
import { useSymbolTexts } from "./use-symbol-texts.ts";

const WHOLE_CITY_ZOOM = 9;
/** The priority of a report without a category. */
const USUAL_PRIORITY = 3;
const FOLLOW_RADIUS_M = 2500;
/** More tags would cover too much of the map. */
const MAX_TAGS = 4;

function usePosition(selection: Selection | null): readonly [number, number] | null {
  const cases = useCases();
  const alarms = useAlarms();
  const detections = useDetections();
  if (selection === null) return null;
  if (selection.kind === "case") return cases.get(selection.id)?.position ?? null;
  if (selection.kind === "alarm") return alarms.get(selection.id)?.position ?? null;
  return detections.get(selection.id)?.position ?? null;
}

function tagsOf(map: CityMap | null, cases: ReadonlyMap<string, CaseView>): TaggedCase[] {
  if (map === null) return [];
  const { width, height, bounds } = map.view();
  const centre = [(bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2] as [number, number];
  return [...cases.values()]
    .filter(({ priority }) => priority === 1)
    .flatMap((row) => {
      const tag = edgeTag(map.project(row.position), { width, height }, centre, row.position);
      return tag === null ? [] : [{ row, tag }];
    })
    .sort((a, b) => a.tag.distanceM - b.tag.distanceM)
    .slice(0, MAX_TAGS);
}

function onPickSymbol(id: string): void {
  const [kind, own] = [id.slice(0, id.indexOf(":")), id.slice(id.indexOf(":") + 1)];
  if (kind === "case" || kind === "alarm") select({ kind, id: own });
}

function useDeskSymbols(view: MapView | null) {
  const cases = useCases();
  const alarms = useAlarms();
  const detections = useDetections();
  const selection = useDesk((state) => state.selection);
  const texts = useSymbolTexts();
  const icons = useIconRows();
  const selectedSymbol = selection === null ? null : `${selection.kind}:${selection.id}`;
  return useMemo(() => {
    const content = {
      cases: cases.values(),
      alarms: alarms.values(),
      detections: detections.values(),
      selectedSymbol,
    };
    const zoom = view === null ? WHOLE_CITY_ZOOM : Math.round(view.zoom * 2) / 2;
    return deskSymbols(content, { texts, icons, zoom, bounds: view?.bounds ?? null });
  }, [cases, alarms, detections, selectedSymbol, texts, icons, view]);
}

/** The symbols with the place of the open report. */
function useWithReport(symbols: readonly MapSymbol[]): readonly MapSymbol[] {
  const t = useText();
  const isFiling = useDesk((state) => state.newCaseOpen);
  const position = useNewCase((state) => state.position);
  const priority = useNewCase((state) => state.priority) ?? USUAL_PRIORITY;
  return useMemo(
    () =>
      isFiling && position !== null ? [...symbols, reportSymbol(position, priority, t("console.newCase"))] : symbols,
    [symbols, isFiling, position, priority, t],
  );
}

export function MapPane() {
  const t = useText();
  const cases = useCases();
  const selection = useDesk((state) => state.selection);
  const isFiling = useDesk((state) => state.newCaseOpen);
  const newPosition = useNewCase((state) => state.position);
  const hasKeys = useDesk((state) => state.pane === "map");
  const selectedPosition = usePosition(selection);
  const [seen, setSeen] = useState<{ map: CityMap; view: MapView } | null>(null);
  const symbols = useDeskSymbols(seen?.view ?? null);
  const shownSymbols = useWithReport(symbols);
  const [refit, setRefit] = useState(0);
  const tagged = useMemo(() => tagsOf(seen?.map ?? null, cases), [seen, cases]);
  const focus = isFiling ? newPosition : selectedPosition;
  const number = selection?.kind === "case" ? (cases.get(selection.id)?.number ?? null) : null;
  const note = isFiling
    ? t("console.map.pick")
    : number === null
      ? t("console.map.all")
      : t("console.map.follow", { number });
  return (
    <section
      id={paneListId("map")}
      className={`pane map-pane ${hasKeys ? "has-keys" : ""} ${isFiling ? "is-picking" : ""}`}
      aria-label={t("console.map")}
      tabIndex={-1}
    >
      <header className="pane-head">
        <h2>{t("console.map")}</h2>
        <span className="muted head-note">{note}</span>
        <div className="pane-tools muted">{t("sketch")}</div>
      </header>
      <DeskMap
        label={t("console.map")}
        symbols={shownSymbols}
        focus={focus}
        radiusM={FOLLOW_RADIUS_M}
        refit={refit}
        {...(isFiling
          ? { onPickPlace: (position: [number, number]) => changeNewCase({ position }) }
          : { onPickSymbol })}
        onView={(view, map) => setSeen({ map, view })}
      >
        <div className="map-tools">
          <button type="button" title={t("console.map.whole")} onClick={() => setRefit(refit + 1)}>
            <Icon name="expand" size={18} label={t("console.map.whole")} />
          </button>
        </div>
        <EdgeTags tagged={tagged} />
      </DeskMap>
    </section>
  );
}
