// Filters of the event list: priority by shape, status, county or town, category, text.
import type { Priority } from "@minqing/core/alarm/priority";
import { isEnded } from "@minqing/core/case/stages";
import type { CaseStatus } from "@minqing/core/case/status";
import { CASE_STATUSES } from "@minqing/core/case/status";
import { useMemo } from "react";
import { PriorityShape } from "../../design/PriorityShape.tsx";
import { useName } from "../../i18n/named.ts";
import { useText } from "../../i18n/use-text.ts";
import { Select } from "../../ui/Select.tsx";
import { useCases } from "../board.ts";
import { clearFilter, setFilter, useDesk } from "../desk-store.ts";
import { isFiltering } from "./case-filter.ts";
import { isCaseTab } from "./case-tab.ts";
import { useRegions } from "./use-place.ts";

const PRIORITIES: readonly Priority[] = [1, 2, 3, 4];

export const togglePriority = (chosen: readonly Priority[], priority: Priority): Priority[] =>
  PRIORITIES.filter((p) => (p === priority ? !chosen.includes(p) : chosen.includes(p)));

function PriorityToggles() {
  const t = useText();
  const chosen = useDesk((state) => state.filter.priorities);
  return (
    <fieldset className="priority-toggles">
      <legend className="visually-hidden">{t("console.filter.priority")}</legend>
      {PRIORITIES.map((priority) => (
        <button
          key={priority}
          type="button"
          aria-pressed={chosen.includes(priority)}
          title={`${t(`priority.${priority}`)} · Alt ${priority}`}
          onClick={() => setFilter({ priorities: togglePriority(chosen, priority) })}
        >
          <PriorityShape priority={priority} size={14} label={t(`priority.${priority}`)} />
        </button>
      ))}
    </fieldset>
  );
}

function StatusSelect() {
  const t = useText();
  const status = useDesk((state) => state.filter.status);
  const choose = (value: string) =>
    setFilter({ status: CASE_STATUSES.find((name): name is CaseStatus => name === value) ?? null });
  return (
    <Select
      label={t("console.filter.status")}
      value={status ?? ""}
      choices={[
        { id: "", label: t("console.filter.status") },
        ...CASE_STATUSES.filter((name) => !isEnded(name)).map((name) => ({ id: name, label: t(`status.${name}`) })),
      ]}
      isCompact
      onChange={choose}
    />
  );
}

function RegionSelect() {
  const t = useText();
  const name = useName();
  const region = useDesk((state) => state.filter.region);
  const regions = useRegions();
  const counties = [...regions.values()].filter(({ level }) => level === "county");
  const towns = [...regions.values()].filter(({ level }) => level === "town");
  return (
    <Select
      label={t("console.filter.region")}
      value={region ?? ""}
      choices={[
        { id: "", label: t("console.filter.region") },
        ...counties.map((county) => ({
          label: name(county.name, county.nameEn),
          choices: [county, ...towns.filter(({ code }) => code.startsWith(county.code))].map((each) => ({
            id: each.code,
            label: name(each.name, each.nameEn),
          })),
        })),
      ]}
      isCompact
      onChange={(code) => setFilter({ region: code || null })}
    />
  );
}

/** Offers only the categories of cases on the board: the list is short, and each choice has results. */
function CategorySelect() {
  const t = useText();
  const name = useName();
  const category = useDesk((state) => state.filter.category);
  const cases = useCases();
  const choices = useMemo(() => {
    const byCode = new Map([...cases.values()].map((row) => [row.category, row]));
    return [...byCode.values()].sort((a, b) => (a.category < b.category ? -1 : 1));
  }, [cases]);
  return (
    <Select
      label={t("console.filter.category")}
      value={category ?? ""}
      choices={[
        { id: "", label: t("console.filter.category") },
        ...choices.map((row) => ({ id: row.category, label: name(row.categoryNameZh, row.categoryNameEn) })),
      ]}
      isCompact
      onChange={(code) => setFilter({ category: code || null })}
    />
  );
}

export function CaseFilters() {
  const t = useText();
  const filter = useDesk((state) => state.filter);
  const tab = useDesk((state) => state.tab);
  return (
    <search className="filters">
      {tab !== "review" && <PriorityToggles />}
      {isCaseTab(tab) && <StatusSelect />}
      <RegionSelect />
      {isCaseTab(tab) && <CategorySelect />}
      {tab !== "review" && (
        <input
          type="search"
          aria-label={t("console.filter.text")}
          placeholder={t("console.filter.text")}
          value={filter.text}
          onChange={(event) => setFilter({ text: event.target.value })}
        />
      )}
      {isFiltering(filter) && (
        <button type="button" className="text-button" onClick={clearFilter}>
          {t("console.filter.clear")}
        </button>
      )}
    </search>
  );
}
