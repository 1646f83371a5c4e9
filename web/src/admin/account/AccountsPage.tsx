// Accounts (账号): who may sign in, with which roles, for which part of the city. The openCreated account stands beside
// the list.
import { type AccountView, ROLES } from "@minqing/core/access/account";
import { useCallback } from "react";
import { listAccounts } from "../../api/accounts.ts";
import { readPolicy } from "../../api/session.ts";
import { Caps } from "../../console/Keys.tsx";
import { useText } from "../../i18n/use-text.ts";
import { Select } from "../../ui/Select.tsx";
import { ListBody } from "../ListBody.tsx";
import { type ListState, useListKeys, useListState } from "../use-list-state.ts";
import { type Pages, usePages } from "../use-pages.ts";
import { useReading } from "../use-reading.ts";
import { AccountPane } from "./AccountPane.tsx";
import { AccountHeads, AccountRow, type AccountRowData } from "./AccountRow.tsx";

const withId = (account: AccountView): AccountRowData => ({ ...account, id: account.username });
const keyOf = ({ id }: AccountRowData) => id;
const PAGE_ROWS = 200;

function useAccounts(text: string, role: string): Pages<AccountRowData> {
  const read = useCallback(
    async (cursor: string | null) => {
      const { items, nextCursor } = await listAccounts({ text, role, cursor, limit: PAGE_ROWS });
      return { items: items.map(withId), nextCursor };
    },
    [text, role],
  );
  return usePages(read, keyOf);
}

interface ToolsProps {
  text: string;
  role: string;
  onChange(part: { q?: string; role?: string }): void;
  onNew(): void;
}

function Tools({ text, role, onChange, onNew }: ToolsProps) {
  const t = useText();
  return (
    <div className="filters">
      <input
        data-search
        type="search"
        value={text}
        placeholder={t("admin.accounts.search")}
        aria-label={t("admin.accounts.search")}
        onChange={(event) => onChange({ q: event.target.value })}
      />
      <Select
        label={t("admin.role")}
        value={role}
        choices={[
          { id: "", label: t("admin.anyRole") },
          ...ROLES.map((each) => ({ id: each, label: t(`role.${each}`) })),
        ]}
        isCompact
        onChange={(each) => onChange({ role: each })}
      />
      <button type="button" className="button" data-new onClick={onNew}>
        {t("admin.accounts.new")}
        <Caps strokes={["n"]} />
      </button>
    </div>
  );
}

type Filters = "q" | "role" | "account";

function AccountList({ listState, pages }: { listState: ListState<Filters>; pages: Pages<AccountRowData> }) {
  const t = useText();
  const { value: policy } = useReading(readPolicy);
  const { query, selected, change, show, begin } = listState;
  const { q, role } = query;
  const hasFilter = q !== "" || role !== "";
  const clear = { label: t("admin.clear"), run: () => change({ q: "", role: "" }) };
  return (
    <section className="pane" aria-label={t("admin.section.accounts")}>
      <header className="pane-head">
        <h2>{t("admin.section.accounts")}</h2>
        <span className="muted">{t("admin.accounts.note")}</span>
      </header>
      <Tools text={q} role={role} onChange={change} onNew={begin} />
      <AccountHeads />
      <ListBody
        id="accounts"
        label={t("admin.section.accounts")}
        pages={pages}
        selectedId={selected === "" ? null : selected}
        onSelect={({ id }) => show(id)}
        empty={
          hasFilter
            ? { text: t("admin.accounts.noneFound"), action: clear }
            : { text: t("admin.accounts.none"), action: { label: t("admin.accounts.new"), run: begin } }
        }
        renderRow={(account) => <AccountRow account={account} policy={policy} />}
        rowClass={({ enabled }) => (enabled ? "" : "is-off")}
      />
    </section>
  );
}

export function AccountsPage() {
  const listState = useListState<Filters>("account", ["q", "role"]);
  const { query, selected, isNew, isOpen, show, openCreated } = listState;
  const pages = useAccounts(query.q, query.role);
  useListKeys(pages.rows, listState);
  return (
    <div className={`split ${isOpen ? "has-side" : ""}`}>
      <AccountList listState={listState} pages={pages} />
      {isOpen && (
        <AccountPane
          key={isNew ? "" : selected}
          username={isNew ? null : selected}
          known={pages.rows.find(({ id }) => id === selected) ?? null}
          onChanged={(account) => pages.replace(withId(account))}
          onCreated={(account) => {
            void pages.again();
            openCreated(account.username);
          }}
          onClose={() => show("")}
        />
      )}
    </div>
  );
}
