// Organisation (组织机构): departments, posts, people, shifts, regions and grid cells, each as a list with the open unit
// beside it.
import { cityDay } from "@minqing/core/organisation/validity";
import { useState } from "react";
import { Caps } from "../../console/Keys.tsx";
import { useText } from "../../i18n/use-text.ts";
import { serverNowMs } from "../../live/live-store.ts";
import { Select } from "../../ui/Select.tsx";
import { Tabs } from "../../ui/Tabs.tsx";
import { ListBody } from "../ListBody.tsx";
import { useQueryState } from "../query-state.ts";
import { leave } from "../unsaved.ts";
import { focusSearch, useAdminKeys, walk } from "../use-admin-keys.ts";
import type { Pages } from "../use-pages.ts";
import { goToSection } from "../use-section.ts";
import { RegionInput } from "./RegionInput.tsx";
import { UnitPane } from "./UnitPane.tsx";
import { isInForce, UnitHeads, UnitRow } from "./UnitRow.tsx";
import type { UnitItem } from "./unit-form.ts";
import { asTab, TABS, type Tab, UNIT_KINDS } from "./unit-kinds.ts";
import { type UnitNames, type UnitReference, useUnitNames, useUnitReference } from "./use-unit-names.ts";
import { type UnitFilter, useUnits } from "./use-units.ts";

/** The open tab, its filter, and the open unit. */
function useListState(today: string) {
  const t = useText();
  const [query, change] = useQueryState(["tab", "q", "department", "region", "all", "day", "unit"]);
  const [isNew, setIsNew] = useState(false);
  const tab = asTab(query.tab);
  const go = (part: Parameters<typeof change>[0], begins = false) =>
    leave(t, () => {
      setIsNew(begins);
      change(part);
    });
  const { q: text, department, region, unit: selected } = query;
  const filter: UnitFilter = { tab, text, department, region, all: query.all === "1", day: query.day || today };
  return {
    tab,
    filter,
    change,
    selected,
    isNew,
    isOpen: isNew || selected !== "",
    open: (next: Tab) => go({ tab: next, q: "", department: "", region: "", unit: "" }),
    show: (id: string) => go({ unit: id }),
    begin: () => UNIT_KINDS[tab].canBegin && go({ unit: "" }, true),
    /** Called after saving, with the id of the saved unit. */
    savedUnit: (id: string) => {
      setIsNew(false);
      change({ unit: id });
    },
  };
}

type ListState = ReturnType<typeof useListState>;

function DepartmentFilter({
  listState,
  reference,
  names,
}: {
  listState: ListState;
  reference: UnitReference | null;
  names: UnitNames;
}) {
  const t = useText();
  return (
    <Select
      label={t("admin.unit.departmentId")}
      value={listState.filter.department}
      choices={[
        { id: "", label: t("admin.unit.anyDepartment") },
        ...(reference?.departments ?? []).map(({ id }) => ({ id, label: names.department(id) })),
      ]}
      isCompact
      onChange={(department) => listState.change({ department })}
    />
  );
}

const HAS_DEPARTMENT: ReadonlySet<Tab> = new Set(["posts", "people", "shifts"]);

function Tools({
  listState,
  reference,
  names,
}: {
  listState: ListState;
  reference: UnitReference | null;
  names: UnitNames;
}) {
  const t = useText();
  const { tab, filter, change, begin } = listState;
  return (
    <div className="filters">
      {tab === "shifts" ? (
        <input
          type="date"
          value={filter.day}
          aria-label={t("admin.unit.day")}
          onChange={(event) => change({ day: event.target.value })}
        />
      ) : (
        <input
          data-search
          type="search"
          value={filter.text}
          placeholder={t("admin.unit.search")}
          aria-label={t("admin.unit.search")}
          onChange={(event) => change({ q: event.target.value })}
        />
      )}
      {HAS_DEPARTMENT.has(tab) && <DepartmentFilter listState={listState} reference={reference} names={names} />}
      {tab === "grids" && (
        <RegionInput
          id="region-filter"
          value={filter.region}
          label={t("admin.unit.regionCode")}
          onPick={(region) => change({ region })}
        />
      )}
      {tab !== "shifts" && (
        <label className="tick">
          <input
            type="checkbox"
            checked={filter.all}
            onChange={(event) => change({ all: event.target.checked ? "1" : "" })}
          />
          {t("admin.unit.all")}
        </label>
      )}
      {UNIT_KINDS[tab].canBegin ? (
        <button type="button" className="button" data-new onClick={() => begin()}>
          {t(`admin.unit.new.${tab}`)}
          <Caps strokes={["n"]} />
        </button>
      ) : (
        <button type="button" className="text-button" onClick={() => goToSection("imports")}>
          {t(tab === "grids" ? "admin.unit.gridsBySheet" : "admin.unit.bySheet")}
        </button>
      )}
    </div>
  );
}

interface ListProps {
  listState: ListState;
  pages: Pages<UnitItem>;
  reference: UnitReference | null;
  names: UnitNames;
  today: string;
}

function UnitList({ listState, pages, reference, names, today }: ListProps) {
  const t = useText();
  const { tab, selected, show, change } = listState;
  const label = t(`admin.unit.tab.${tab}`);
  return (
    <section className="pane" aria-label={label}>
      <Tabs
        label={t("admin.section.organisation")}
        value={tab}
        tabs={TABS.map((each) => ({ id: each, label: t(`admin.unit.tab.${each}`) }))}
        headClass="pane-head"
        onChange={listState.open}
      >
        <Tools listState={listState} reference={reference} names={names} />
        <UnitHeads tab={tab} />
        <ListBody
          key={tab}
          id="units"
          label={label}
          pages={pages}
          selectedId={selected === "" ? null : selected}
          onSelect={({ id }) => show(id)}
          empty={{
            text: t(tab === "shifts" ? "admin.unit.noShifts" : "admin.unit.noneFound"),
            action: { label: t("admin.clear"), run: () => change({ q: "", department: "", region: "", day: "" }) },
          }}
          renderRow={(item) => <UnitRow tab={tab} item={item} names={names} today={today} />}
          rowClass={(item) => (isInForce(item, today) ? "" : "is-off")}
        />
      </Tabs>
    </section>
  );
}

export function OrganisationPage() {
  const today = cityDay(new Date(serverNowMs()));
  const listState = useListState(today);
  const { tab, filter, selected, isNew, isOpen, show, begin, savedUnit } = listState;
  const pages = useUnits(filter, today);
  const { value: reference, again: readUnitReference } = useUnitReference();
  const names = useUnitNames(reference);
  useAdminKeys((key) => {
    if (key === "search") return focusSearch();
    if (key === "new") begin();
    if (key === "escape") show("");
    const next = walk(pages.rows, ({ id }) => id, selected, key);
    if (next !== null) show(next.id);
    return next !== null || key === "new" || key === "escape";
  });
  const item = pages.rows.find(({ id }) => id === selected) ?? null;
  const again = () => {
    void pages.again();
    void readUnitReference();
  };
  return (
    <div className={`split ${isOpen && (isNew || item !== null) ? "has-side" : ""}`}>
      <UnitList listState={listState} pages={pages} reference={reference} names={names} today={today} />
      {isOpen && (isNew || item !== null) && (
        <UnitPane
          key={`${tab} ${isNew ? "" : selected}`}
          {...{ tab, reference, names, today }}
          item={isNew ? null : item}
          onSaved={({ id }) => {
            savedUnit(id);
            again();
          }}
          onStale={again}
          onClose={() => show("")}
        />
      )}
    </div>
  );
}
