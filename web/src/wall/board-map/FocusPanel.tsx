// The focus map (重点区): a near view of the most important open items. It cannot be moved by hand.
import { useMemo, useState } from "react";
import { useSession } from "../../access/SessionGate.tsx";
import { useLanguage } from "../../i18n/Localised.tsx";
import { useName } from "../../i18n/named.ts";
import { useText } from "../../i18n/use-text.ts";
import type { Bounds } from "../../map/map.ts";
import { useNames, type WallData } from "../data/use-wall-data.ts";
import type { FeedItem } from "../feed/feed-items.ts";
import { Liveness } from "../header/Liveness.tsx";
import type { Scene } from "../scene.ts";
import { BoardMap } from "./BoardMap.tsx";
import type { FocusArea } from "./focus-area.ts";
import { itemPlace, type TownNames } from "./item-text.ts";
import type { CommonMapData } from "./use-map-data.ts";

interface Props {
  common: CommonMapData;
  items: readonly FeedItem[];
  inFocus: readonly FeedItem[];
  /** Number of items of the theme in the whole region. */
  all: number;
  focus: FocusArea | null;
  data: WallData;
  scene: Scene;
  towns: TownNames;
}

const NO_PADDING = { top: 0, right: 0, bottom: 0, left: 0 };
const NOTHING_QUIET: ReadonlySet<string> = new Set();
const DEFAULT_BOUNDS: Bounds = [115.2, 22.7, 115.5, 22.9];

export function FocusPanel({ common, items, inFocus, all, focus, data, scene, towns }: Props) {
  const t = useText();
  const name = useName();
  const { locale } = useLanguage();
  const { city } = useSession();
  const [zoom, setZoom] = useState(12);
  const names = useNames(data.regions, Math.max(zoom, 10.5), null);
  const mapData = useMemo(() => ({ ...common, items, quiet: NOTHING_QUIET, names }), [common, items, names]);
  const lead = focus === null ? null : (items.find((item) => item.id === focus.leadId) ?? null);
  const here = data.regions.current.data;
  const region = here === null ? name(city.nameZh, city.nameEn) : name(here.name, here.nameEn);
  const place = lead === null ? region : itemPlace(lead, locale, towns);
  return (
    <section className="map-panel" data-panel="focus">
      <header className="map-head solid">
        <strong>
          {t("wall.focus.title")} {place}
        </strong>
        <p className="aside">
          <span>{t("wall.focus.items", { n: inFocus.length })}</span>
          <span>{t("wall.focus.all", { n: all })}</span>
          <Liveness />
        </p>
      </header>
      <BoardMap
        name="focus"
        label={t("wall.focus.title")}
        data={mapData}
        scene={scene}
        bounds={focus?.bounds ?? here?.bbox ?? data.regions.home.data?.bbox ?? DEFAULT_BOUNDS}
        padding={NO_PADDING}
        chosen={null}
        onView={(view) => setZoom(view.zoom)}
      />
    </section>
  );
}
