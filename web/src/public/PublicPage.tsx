// The page for residents (群众): reported cases and their status, without names, and without exact places where reports
// are few; also what is not possible here yet, and whom to call.
import type { PublicCase, PublicCases, PublicStatus } from "@minqing/core/privacy/public-place";
import { PUBLIC_STATUSES } from "@minqing/core/privacy/public-place";
import { useCallback, useEffect, useState } from "react";
import { readPublicCases } from "../api/public.ts";
import { useLanguage } from "../i18n/Localised.tsx";
import { useName } from "../i18n/named.ts";
import { useText } from "../i18n/use-text.ts";
import { byDay, countByStatus, filterCases, type PublicFilter, townsOf } from "./group-cases.ts";
import "../design/coming-page.css";
import "./public.css";

const ALL: PublicFilter = { status: null, town: null };

interface FiltersProps {
  items: readonly PublicCase[];
  filter: PublicFilter;
  onChange(filter: PublicFilter): void;
}

function Filters({ items, filter, onChange }: FiltersProps) {
  const t = useText();
  const counts = countByStatus(items);
  const choose = (status: PublicStatus) => onChange({ ...filter, status: filter.status === status ? null : status });
  return (
    <div className="public-filters">
      {PUBLIC_STATUSES.map((status) => (
        <button
          key={status}
          type="button"
          className="public-count"
          aria-pressed={filter.status === status}
          onClick={() => choose(status)}
        >
          <b>{counts[status]}</b> {t(`public.status.${status}`)}
        </button>
      ))}
      <label className="public-town">
        <span className="visually-hidden">{t("public.town")}</span>
        <select
          value={filter.town ?? ""}
          onChange={({ target }) => onChange({ ...filter, town: target.value === "" ? null : target.value })}
        >
          <option value="">{t("public.allTowns")}</option>
          {townsOf(items).map((town) => (
            <option key={town} value={town}>
              {town}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

function Days({ items }: { items: readonly PublicCase[] }) {
  const t = useText();
  const name = useName();
  if (items.length === 0) return <p className="public-empty">{t("public.empty")}</p>;
  return byDay(items).map(({ day, items: ofDay }) => (
    <section key={day}>
      <h3>{day}</h3>
      <ul className="public-cases">
        {ofDay.map((item, index) => (
          // Public cases have no id, so the index in the day's list is the key.
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows have no identity, and no state
          <li key={index}>
            <b>{name(item.categoryNameZh, item.categoryNameEn)}</b>
            <span>{item.town}</span>
            <span className="public-status" data-status={item.status}>
              {t(`public.status.${item.status}`)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  ));
}

function Cases({ cases }: { cases: PublicCases }) {
  const t = useText();
  const [filter, setFilter] = useState(ALL);
  return (
    <section>
      <h2>{t("public.cases", { n: cases.items.length, days: cases.days })}</h2>
      <Filters items={cases.items} filter={filter} onChange={setFilter} />
      <Days items={filterCases(cases.items, filter)} />
      <p className="muted">{t("public.privacy")}</p>
    </section>
  );
}

export function PublicPage() {
  const t = useText();
  const { locale, choose } = useLanguage();
  const [cases, setCases] = useState<PublicCases | null>(null);
  const [isFailed, setFailed] = useState(false);
  const read = useCallback(() => {
    setFailed(false);
    readPublicCases().then(setCases, () => setFailed(true));
  }, []);
  useEffect(() => {
    document.documentElement.dataset["tone"] = "light";
    read();
  }, [read]);
  return (
    <main className="coming">
      <header>
        <h1>
          {t("product")} · {t("public.title")}
        </h1>
        <button type="button" onClick={() => choose(locale === "en" ? "zh-CN" : "en")}>
          {t("language.other")}
        </button>
      </header>
      <section className="note">
        <p>{t("public.now")}</p>
      </section>
      {cases !== null && <Cases cases={cases} />}
      {cases === null && !isFailed && <p className="muted">{t("state.loading")}</p>}
      {isFailed && (
        <p role="alert">
          {t("public.failed")}{" "}
          <button type="button" className="public-again" onClick={read}>
            {t("state.retry")}
          </button>
        </p>
      )}
    </main>
  );
}
