// Service tokens (服务令牌): which systems have access, with which permissions, until when.
import type { ServiceTokenView } from "@minqing/core/access/service-token";
import { matcherFor } from "@minqing/core/text/search";
import { listServiceTokens } from "../../api/service-tokens.ts";
import { readPolicy } from "../../api/session.ts";
import { Caps } from "../../console/Keys.tsx";
import { ReadFailure } from "../../console/ReadFailure.tsx";
import { useText } from "../../i18n/use-text.ts";
import { ListBody } from "../ListBody.tsx";
import { type ListState, useListKeys, useListState } from "../use-list-state.ts";
import { type Pages, usePages } from "../use-pages.ts";
import { useReading } from "../use-reading.ts";
import { TokenPane } from "./TokenPane.tsx";
import { TokenHeads, TokenRow } from "./TokenRow.tsx";

const readAll = async () => ({ items: await listServiceTokens() });
const keyOf = ({ id }: ServiceTokenView) => id;

type Filters = "q" | "token";

function Tools({ listState: { query, change, begin } }: { listState: ListState<Filters> }) {
  const t = useText();
  return (
    <div className="filters">
      <input
        data-search
        type="search"
        value={query.q}
        placeholder={t("token.search")}
        aria-label={t("token.search")}
        onChange={(event) => change({ q: event.target.value })}
      />
      <button type="button" className="button" data-new onClick={begin}>
        {t("token.new")}
        <Caps strokes={["n"]} />
      </button>
    </div>
  );
}

interface ListProps {
  listState: ListState<Filters>;
  pages: Pages<ServiceTokenView>;
  rows: readonly ServiceTokenView[];
}

function TokenList({ listState, pages, rows }: ListProps) {
  const t = useText();
  const { query, selected, change, show, begin } = listState;
  return (
    <section className="pane" aria-label={t("admin.section.tokens")}>
      <header className="pane-head">
        <h2>{t("admin.section.tokens")}</h2>
        <span className="muted">{t("token.note")}</span>
      </header>
      <Tools listState={listState} />
      <TokenHeads />
      <ListBody
        id="tokens"
        label={t("admin.section.tokens")}
        pages={pages}
        rows={rows}
        selectedId={selected === "" ? null : selected}
        onSelect={({ id }) => show(id)}
        empty={
          query.q === ""
            ? { text: t("token.none"), action: { label: t("token.new"), run: begin } }
            : { text: t("token.noneFound"), action: { label: t("admin.clear"), run: () => change({ q: "" }) } }
        }
        renderRow={(token) => <TokenRow token={token} />}
        rowClass={({ endedAt }) => (endedAt === null ? "" : "is-off")}
      />
    </section>
  );
}

export function TokensPage() {
  const t = useText();
  const listState = useListState<Filters>("token", ["q"]);
  const { query, selected, isNew, isOpen, show, openCreated } = listState;
  const pages = usePages(readAll, keyOf);
  const { value: policy, failed, again } = useReading(readPolicy);
  const matches = matcherFor(query.q);
  const rows = pages.rows.filter(({ name, purpose }) => matches(name, purpose));
  useListKeys(rows, listState);
  const token = pages.rows.find(({ id }) => id === selected) ?? null;
  return (
    <div className={`split ${isOpen ? "has-side" : ""}`}>
      <TokenList listState={listState} pages={pages} rows={rows} />
      {failed !== null && <ReadFailure what={t("admin.section.policy")} failed={failed} onRetry={() => void again()} />}
      {policy !== null && isOpen && (isNew || token !== null) && (
        <TokenPane
          key={isNew ? "" : selected}
          token={token}
          policy={policy}
          onChanged={(changed) => {
            if (token === null) void pages.again();
            else pages.replace(changed);
            openCreated(changed.id);
          }}
          onClose={() => show("")}
        />
      )}
    </div>
  );
}
