// The case feed (实时案件): the most important open items with the time left. Rows are few and large.
import type { FigureGroup } from "@minqing/core/kpi/kpi";
import { useStore } from "zustand";
import { PriorityShape } from "../../design/PriorityShape.tsx";
import { useLanguage } from "../../i18n/Localised.tsx";
import { ageText, clockText, spanText } from "../../i18n/time-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { useNow } from "../../live/use-now.ts";
import { itemPlace, itemState, itemTitle, type TownNames } from "../board-map/item-text.ts";
import { cityStore } from "../data/city-store.ts";
import { shortTitle } from "../data/station.ts";
import { figureOf, figureText } from "../figures/figure-text.ts";
import { Panel } from "../figures/Panel.tsx";
import { Liveness } from "../header/Liveness.tsx";
import type { Scene } from "../scene.ts";
import type { FeedItem } from "./feed-items.ts";

interface Props {
  items: readonly FeedItem[];
  /** Number of all open items in the region, of which `items` are the first. */
  openCount: number;
  isLoading: boolean;
  figures: FigureGroup | null;
  scene: Scene;
  towns: TownNames;
}

function TimeLeft({ item, nowMs, asSpan }: { item: FeedItem; nowMs: number; asSpan: boolean }) {
  const t = useText();
  if (item.deadlineAt === null) return null;
  const leftMs = Date.parse(item.deadlineAt) - nowMs;
  const isOver = leftMs < 0;
  const text = asSpan ? spanText(t, Math.abs(leftMs)) : clockText(leftMs);
  return (
    <span className={item.priority === 1 || isOver ? "time-left pressing" : "time-left"}>
      <span className="time-label">{t(isOver ? "wall.feed.over" : "wall.feed.left")}</span>
      <strong>{text}</strong>
    </span>
  );
}

interface RowProps {
  item: FeedItem;
  nowMs: number;
  scene: Scene;
  towns: TownNames;
}

function Row({ item, nowMs, scene, towns }: RowProps) {
  const t = useText();
  const { locale } = useLanguage();
  const kinds = useStore(cityStore, (state) => state.kinds);
  const title = itemTitle(item, locale);
  const place = itemPlace(item, locale, towns);
  const hasNobody = item.case !== null && item.case.departmentId === null;
  // Departments on cases have only Chinese names.
  const unit = locale === "en" ? null : (item.case?.departmentName ?? null);
  const who = hasNobody ? t("wall.feed.nobody") : unit;
  return (
    <li
      className={item.urgent ? "feed-row urgent" : "feed-row"}
      data-feed={item.id}
      data-priority={item.priority}
      data-urgent={item.urgent}
      data-status={item.case?.status ?? "alarm"}
    >
      <PriorityShape
        className={item.urgent ? "pulse-p1" : ""}
        priority={item.priority}
        size={scene.key === "3840x1080" ? 46 : 40}
        label={t(`priority.${item.priority}`)}
      />
      <p className="feed-title">
        {shortTitle(title.problem, kinds.values())}
        {title.limit !== null && <small> {t("wall.feed.limit", { limit: title.limit })}</small>}
        {title.station !== null && <small> · {title.station}</small>}
      </p>
      <TimeLeft item={item} nowMs={nowMs} asSpan={scene.key !== "3840x1080"} />
      <p className="feed-sub">
        <span className="feed-state">{itemState(item, t)}</span>
        {place === "" ? null : <span>{place}</span>}
        {who === null ? null : <span className="feed-who">{who}</span>}
      </p>
      <p className="feed-age">{ageText(t, Date.parse(item.since), nowMs)}</p>
    </li>
  );
}

export function Feed({ items, openCount, isLoading, figures, scene, towns }: Props) {
  const t = useText();
  const nowMs = useNow();
  const open = figureOf(figures, "cases_open");
  const text = open === null ? null : figureText(open, t, nowMs);
  const aside = (
    <>
      <span>{t("wall.feed.open", { n: isLoading ? "–" : openCount })}</span>
      {text?.comparison === null || text === null ? null : <span>{text.comparison}</span>}
      <Liveness />
    </>
  );
  return (
    <Panel name="feed" title={t("wall.feed.title")} aside={aside} isLoading={isLoading}>
      {items.length === 0 ? (
        <p className="empty">{t("wall.feed.empty")}</p>
      ) : (
        <ol className="feed">
          {items.map((item) => (
            <Row key={item.id} item={item} nowMs={nowMs} scene={scene} towns={towns} />
          ))}
        </ol>
      )}
    </Panel>
  );
}
