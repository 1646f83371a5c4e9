// Pane B (待派): registered cases without a department. Late dispatch has its own colour, pink, never that of a priority.

import type { CaseView } from "@minqing/core/case/case";
import { type ReactNode, useMemo, useState } from "react";
import { goTo } from "../../design/address.ts";
import { PriorityShape } from "../../design/PriorityShape.tsx";
import { useName } from "../../i18n/named.ts";
import { clockText, spanText } from "../../i18n/time-text.ts";
import { useText } from "../../i18n/use-text.ts";
import { useNow } from "../../live/use-now.ts";
import { useCases, useIsLoaded } from "../board.ts";
import { selectCase, showTab, useDesk, useSelectedCaseId } from "../desk-store.ts";
import { PaneList } from "../PaneList.tsx";
import { casePath } from "../route.ts";
import { ageing } from "./ageing.ts";
import { FreshPill } from "./FreshPill.tsx";
import { LimitBar } from "./LimitBar.tsx";
import { byPriorityThenWaiting } from "./order.ts";
import { useHeldRows } from "./use-held-rows.ts";
import { usePlace } from "./use-place.ts";

const UNASSIGNED_ROW_PX = 37;

const BAR_TONE = { none: "calm", warm: "tight", late: "late" } as const;

function UnassignedRow({ row, nowMs }: { row: CaseView; nowMs: number }) {
  const t = useText();
  const name = useName();
  const place = usePlace();
  const wait = ageing(row, nowMs);
  return (
    <>
      <span className="cell-shape">
        <PriorityShape priority={row.priority} size={20} label={t(`priority.${row.priority}`)} />
      </span>
      <span className="cell-number">{row.number}</span>
      <span className={`cell-category ${row.priority <= 2 ? "strong" : ""}`}>
        {name(row.categoryNameZh, row.categoryNameEn)}
      </span>
      <span className="cell-place">
        {place(row)} <span className="muted">{row.title}</span>
      </span>
      <span className="cell-waited">
        <LimitBar share={wait.share} tone={BAR_TONE[wait.level]} width={180} />
        <b>{clockText(wait.waitedMs)}</b>
      </span>
      <span className={`cell-limit ${wait.level === "late" ? "strong" : "muted"}`}>
        {wait.limitMs === null
          ? t("console.noLimit")
          : wait.level === "late"
            ? t("console.over", { clock: clockText(wait.waitedMs - wait.limitMs) })
            : t("console.limit", { clock: clockText(wait.limitMs) })}
      </span>
    </>
  );
}

function ColumnHeads() {
  const t = useText();
  return (
    <div className="row column-heads" aria-hidden="true">
      <span className="cell-shape" />
      <span className="cell-number">{t("console.column.number")}</span>
      <span className="cell-category">{t("console.column.category")}</span>
      <span className="cell-place">{t("console.column.placeAndTitle")}</span>
      <span className="cell-waited">{t("console.column.waited")}</span>
      <span className="cell-limit">{t("console.column.limit")}</span>
    </div>
  );
}

const ROW_CLASS = { none: "", warm: "is-warm", late: "is-late" } as const;

/** The limits by which these cases are coloured, by priority. */
function limitsOf(rows: readonly CaseView[], nowMs: number): [priority: number, limitMs: number][] {
  const limits = new Map<number, number>();
  for (const row of rows) {
    const { limitMs } = ageing(row, nowMs);
    if (limitMs !== null) limits.set(row.priority, limitMs);
  }
  return [...limits].sort(([a], [b]) => a - b);
}

function Head({ rows, nowMs, children }: { rows: readonly CaseView[]; nowMs: number; children: ReactNode }) {
  const t = useText();
  const longest = rows.reduce((longestMs, row) => Math.max(longestMs, ageing(row, nowMs).waitedMs), 0);
  const limits = limitsOf(rows, nowMs).map(([priority, limitMs]) => `P${priority} ${spanText(t, limitMs)}`);
  return (
    <header className="pane-head">
      <h2>
        {t("console.unassignedPane")} <span className="count">{rows.length}</span>
      </h2>
      {limits.length > 0 && (
        <span className="muted head-note">{t("console.unassignedLimits", { limits: limits.join(" · ") })}</span>
      )}
      <div className="pane-tools">
        {children}
        {rows.length > 0 && <span className="muted">{t("console.longestWait", { clock: clockText(longest) })}</span>}
      </div>
    </header>
  );
}

export function UnassignedPane() {
  const t = useText();
  const nowMs = useNow();
  const cases = useCases();
  const isLoaded = useIsLoaded();
  const selectedId = useSelectedCaseId();
  const hasKeys = useDesk((state) => state.pane === "unassigned");
  const [isPointed, setPointed] = useState(false);
  const rows = useMemo(() => [...cases.values()].filter(({ status }) => status === "registered"), [cases]);
  const held = useHeldRows(rows, byPriorityThenWaiting, "unassigned", hasKeys || isPointed);
  return (
    <section
      className={`pane unassigned ${hasKeys ? "has-keys" : ""}`}
      aria-label={t("console.unassignedPane")}
      onPointerEnter={() => setPointed(true)}
      onPointerLeave={() => setPointed(false)}
    >
      <Head rows={rows} nowMs={nowMs}>
        <FreshPill fresh={held.fresh} onTake={held.takeFresh} />
      </Head>
      <ColumnHeads />
      <PaneList
        pane="unassigned"
        label={t("console.unassignedPane")}
        isLoaded={isLoaded}
        rows={held.rows}
        rowHeight={UNASSIGNED_ROW_PX}
        selectedId={selectedId}
        onSelect={selectCase}
        onOpen={({ id }) => goTo(casePath(id))}
        takeFresh={held.takeFresh}
        empty={{
          text: t("console.empty.unassigned"),
          action: { label: t("console.empty.unassigned.do"), run: () => showTab("intake") },
        }}
        rowClass={(row) => ROW_CLASS[ageing(row, nowMs).level]}
        renderRow={(row) => <UnassignedRow row={row} nowMs={nowMs} />}
      />
    </section>
  );
}
