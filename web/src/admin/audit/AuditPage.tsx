// Audit (审计): the state of the trail, its rows newest first, the selected row in full.
import { useCallback, useState } from "react";
import { type AuditRow, listAudit, readAuditState } from "../../api/audit.ts";
import { ReadFailure } from "../../console/ReadFailure.tsx";
import { hourMinuteSecond, monthDay } from "../../i18n/time-text.ts";
import { useText, useTextIf } from "../../i18n/use-text.ts";
import { ListBody } from "../ListBody.tsx";
import { useQueryState } from "../query-state.ts";
import { focusSearch, useAdminKeys, walk } from "../use-admin-keys.ts";
import { usePages } from "../use-pages.ts";
import { useReading } from "../use-reading.ts";
import { AuditPane } from "./AuditPane.tsx";
import { AuditStateLine } from "./AuditStateLine.tsx";
import { AuditChecks, AuditFilters } from "./AuditTools.tsx";
import { AUDIT_FIELDS, auditQuery, isFiltered, NO_AUDIT_FILTER } from "./audit-filter.ts";
import { useActionText } from "./use-action-text.ts";

const keyOf = ({ id }: AuditRow) => id;
const PAGE_ROWS = 100;
const STATE_EVERY_MS = 15_000;

function Row({ row }: { row: AuditRow }) {
  const t = useText();
  const textIf = useTextIf();
  const actionText = useActionText();
  const atMs = Date.parse(row.at);
  return (
    <div className="row-cells audit-columns">
      <span>
        {monthDay(atMs)} {hourMinuteSecond(atMs)}
      </span>
      <span className="strong">{row.actor ?? t("admin.nobody")}</span>
      <span className="mono">{row.address ?? "–"}</span>
      <span title={row.action}>{actionText(row.action)}</span>
      <span>{row.objectKind === null ? "–" : `${row.objectKind} ${row.objectId ?? ""}`}</span>
      <span className={row.result === "done" ? "muted" : "strong"}>
        {textIf(`admin.result.${row.result}`, row.result)} {row.count > 1 && `×${row.count}`}
      </span>
      <span className="muted">{row.reason ?? ""}</span>
      <span className="number muted">{row.position ?? "…"}</span>
    </div>
  );
}

function Heads() {
  const t = useText();
  return (
    <div className="row column-heads audit-columns" aria-hidden="true">
      {(["at", "actor", "address", "action", "object", "result", "reason", "position"] as const).map((column) => (
        <span key={column}>{t(`admin.column.${column}`)}</span>
      ))}
    </div>
  );
}

function useTrail() {
  const [filter, change] = useQueryState(AUDIT_FIELDS);
  const query = JSON.stringify(auditQuery(filter));
  const read = useCallback(
    (cursor: string | null) => listAudit({ ...JSON.parse(query), cursor, limit: PAGE_ROWS }),
    [query],
  );
  return { filter, change, pages: usePages(read, keyOf) };
}

type Trail = ReturnType<typeof useTrail>;

function TrailList({
  trail,
  selected,
  onSelect,
}: {
  trail: Trail;
  selected: string | null;
  onSelect(id: string): void;
}) {
  const t = useText();
  const { filter, change, pages } = trail;
  const clear = { label: t("admin.clear"), run: () => change(NO_AUDIT_FILTER) };
  return (
    <>
      <AuditFilters filter={filter} onChange={change} />
      <Heads />
      <ListBody
        id="audit"
        label={t("admin.section.audit")}
        pages={pages}
        selectedId={selected}
        onSelect={({ id }) => onSelect(id)}
        empty={
          isFiltered(filter) ? { text: t("admin.audit.noneFound"), action: clear } : { text: t("admin.audit.none") }
        }
        renderRow={(row) => <Row row={row} />}
      />
    </>
  );
}

export function AuditPage() {
  const t = useText();
  const trail = useTrail();
  const { pages } = trail;
  const state = useReading(readAuditState, STATE_EVERY_MS);
  const [selected, setSelected] = useState<string | null>(null);
  useAdminKeys((key) => {
    if (key === "search") return focusSearch();
    if (key === "escape") setSelected(null);
    const next = walk(pages.rows, keyOf, selected, key);
    if (next !== null) setSelected(next.id);
    return next !== null || key === "escape";
  });
  const row = pages.rows.find(({ id }) => id === selected) ?? null;
  const refresh = () => void Promise.all([pages.again(), state.again()]);
  return (
    <div className={`split ${row === null ? "" : "has-side"}`}>
      <section className="pane" aria-label={t("admin.section.audit")}>
        <header className="pane-head">
          <h2>{t("admin.section.audit")}</h2>
          <span className="muted">{t("admin.audit.note")}</span>
          <span className="pane-tools">
            <button type="button" className="text-button" onClick={refresh}>
              {t("admin.refresh")}
            </button>
          </span>
        </header>
        {state.failed !== null && (
          <ReadFailure what={t("admin.audit.state")} failed={state.failed} onRetry={() => void state.again()} />
        )}
        {state.value !== null && <AuditStateLine state={state.value} />}
        <AuditChecks filter={trail.filter} onDone={refresh} />
        <TrailList trail={trail} selected={selected} onSelect={setSelected} />
      </section>
      {row !== null && <AuditPane row={row} onClose={() => setSelected(null)} />}
    </div>
  );
}
