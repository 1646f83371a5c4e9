// Approvals (复核): what one administrator asks for and another one decides about; open requests first.
import type { ApprovalView } from "@minqing/core/access/approval";
import { matcherFor } from "@minqing/core/text/search";
import { useText } from "../../i18n/use-text.ts";
import { useNow } from "../../live/use-now.ts";
import { Select } from "../../ui/Select.tsx";
import { ListBody } from "../ListBody.tsx";
import { focusSearch, useAdminKeys, walk } from "../use-admin-keys.ts";
import { type ListState, useListState } from "../use-list-state.ts";
import type { Pages } from "../use-pages.ts";
import { ApprovalPane } from "./ApprovalPane.tsx";
import { ApprovalHeads, ApprovalRow } from "./ApprovalRow.tsx";
import { approvalState } from "./approval-state.ts";
import { useApprovals } from "./approval-store.ts";
import { useObjectText } from "./use-request-text.ts";

const keyOf = ({ id }: ApprovalView) => id;

type Filters = "q" | "state" | "approval";

function Tools({ listState: { query, change } }: { listState: ListState<Filters> }) {
  const t = useText();
  return (
    <div className="filters">
      <input
        data-search
        type="search"
        value={query.q}
        placeholder={t("approval.search")}
        aria-label={t("approval.search")}
        onChange={(event) => change({ q: event.target.value })}
      />
      <Select
        label={t("approval.filter")}
        value={query.state}
        choices={[
          { id: "", label: t("admin.any") },
          ...(["open", "closed"] as const).map((state) => ({ id: state, label: t(`approval.filter.${state}`) })),
        ]}
        isCompact
        onChange={(state) => change({ state })}
      />
    </div>
  );
}

interface ListProps {
  listState: ListState<Filters>;
  pages: Pages<ApprovalView>;
  rows: readonly ApprovalView[];
  nowMs: number;
}

function ApprovalList({ listState, pages, rows, nowMs }: ListProps) {
  const t = useText();
  const { query, selected, change, show } = listState;
  const hasFilter = query.q !== "" || query.state !== "";
  const clear = { label: t("admin.clear"), run: () => change({ q: "", state: "" }) };
  return (
    <section className="pane" aria-label={t("admin.section.approvals")}>
      <header className="pane-head">
        <h2>{t("admin.section.approvals")}</h2>
        <span className="muted head-note">{t("approval.note")}</span>
        <span className="pane-tools">
          <button type="button" className="text-button" onClick={() => void pages.again()}>
            {t("admin.refresh")}
          </button>
        </span>
      </header>
      <Tools listState={listState} />
      <ApprovalHeads />
      <ListBody
        id="approvals"
        label={t("admin.section.approvals")}
        pages={pages}
        rows={rows}
        selectedId={selected === "" ? null : selected}
        onSelect={({ id }) => show(id)}
        empty={hasFilter ? { text: t("approval.noneFound"), action: clear } : { text: t("approval.none") }}
        renderRow={(approval) => <ApprovalRow approval={approval} nowMs={nowMs} />}
        rowClass={(approval) => (approvalState(approval, nowMs) === "open" ? "" : "is-off")}
      />
    </section>
  );
}

export function ApprovalsPage() {
  const listState = useListState<Filters>("approval", ["q", "state"]);
  const { query, selected, isOpen, show } = listState;
  const pages = useApprovals();
  const nowMs = useNow(10_000);
  const objectText = useObjectText();
  const matches = matcherFor(query.q);
  const rows = pages.rows.filter((approval) => {
    const isWanted = query.state === "" || (approvalState(approval, nowMs) === "open") === (query.state === "open");
    return isWanted && matches(objectText(approval), approval.requestedBy);
  });
  useAdminKeys((key) => {
    if (key === "search") return focusSearch();
    if (key === "escape") show("");
    const next = walk(rows, keyOf, selected, key);
    if (next !== null) show(next.id);
    return next !== null || key === "escape";
  });
  const approval = pages.rows.find(({ id }) => id === selected) ?? null;
  return (
    <div className={`split ${isOpen ? "has-side" : ""}`}>
      <ApprovalList listState={listState} pages={pages} rows={rows} nowMs={nowMs} />
      {isOpen && (approval !== null || pages.isLoaded) && (
        <ApprovalPane key={selected} approval={approval} nowMs={nowMs} onClose={() => show("")} />
      )}
    </div>
  );
}
