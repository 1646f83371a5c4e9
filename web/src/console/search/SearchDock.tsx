// The command line, docked at the foot: finds a case or a place, or dispatches by keyboard.
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { useSession } from "../../access/SessionGate.tsx";
import { Icon } from "../../design/Icon.tsx";
import { PriorityShape } from "../../design/PriorityShape.tsx";
import { useName } from "../../i18n/named.ts";
import { useText } from "../../i18n/use-text.ts";
import { serverNowMs } from "../../live/live-store.ts";
import { commandsFor } from "../access/actor.ts";
import { changeDraft, openAct } from "../act/act-store.ts";
import { useCases } from "../board.ts";
import { tabOf } from "../case/case-tab.ts";
import { usePlace, useRegions } from "../case/use-place.ts";
import { departmentsInForce } from "../department/rank-departments.ts";
import { selectCase, setFilter, useDesk } from "../desk-store.ts";
import { Caps } from "../Keys.tsx";
import { actOnCase } from "../keys/act-on-case.ts";
import { focusPaneList } from "../keys/list-registry.ts";
import { useFocusCase } from "../use-focus-case.ts";
import { useLoaded } from "../use-reference.ts";
import { type Suggestion, suggest } from "./command-line.ts";

const SHOWN = 5;

function SuggestionText({ suggestion }: { suggestion: Suggestion }) {
  const t = useText();
  const name = useName();
  const place = usePlace();
  if (suggestion.does === "narrow") {
    return (
      <>
        <b>{t("console.search.narrow")}</b> {name(suggestion.region.name, suggestion.region.nameEn)}
      </>
    );
  }
  const { row } = suggestion;
  return (
    <>
      <b>{t(suggestion.does === "dispatch" ? "command.dispatch.label" : "console.search.select")}</b>
      <PriorityShape priority={row.priority} size={16} label={t(`priority.${row.priority}`)} />
      {suggestion.does === "dispatch" && `${name(suggestion.department.name, suggestion.department.nameEn)} → `}
      <span className="cell-number">{row.number}</span> {name(row.categoryNameZh, row.categoryNameEn)}
      <span className="muted search-place">
        {place(row)} · {t(`status.${row.status}`)}
      </span>
    </>
  );
}

const keyOf = (suggestion: Suggestion): string =>
  suggestion.does === "narrow"
    ? suggestion.region.code
    : `${suggestion.does} ${suggestion.row.id} ${suggestion.does === "dispatch" ? suggestion.department.id : ""}`;

function useRun(): (suggestion: Suggestion | undefined) => void {
  const session = useSession();
  return (suggestion) => {
    if (suggestion === undefined) return;
    useDesk.setState({ searchOpen: false, pane: "events" });
    if (suggestion.does === "narrow") {
      setFilter({ region: suggestion.region.code });
      return;
    }
    const { row } = suggestion;
    useDesk.setState({ tab: tabOf(row.status) });
    selectCase(row.id);
    if (suggestion.does === "select") {
      requestAnimationFrame(() => focusPaneList("events"));
      return;
    }
    const possible = commandsFor(session, row);
    if (!possible.includes("dispatch")) actOnCase(() => ({ row, possible }), "dispatch");
    else {
      openAct(row, "dispatch");
      changeDraft({ departmentId: suggestion.department.id });
    }
  };
}

function useSuggestions(line: string): Suggestion[] {
  const cases = useCases();
  const selected = useFocusCase();
  const regions = useRegions();
  const { items } = useLoaded("departments");
  return useMemo(() => {
    const lists = {
      cases: [...cases.values()],
      departments: departmentsInForce(items ?? [], serverNowMs()),
      regions: [...regions.values()],
    };
    return suggest(line, { ...lists, selected }, SHOWN);
  }, [line, cases, items, regions, selected]);
}

function Help() {
  const t = useText();
  return (
    <div className="dock-preview">
      <div className="preview muted">
        <p>{t("console.search.help.select")}</p>
        <p>{t("console.search.help.dispatch")}</p>
        <p>{t("console.search.help.narrow")}</p>
      </div>
      <button type="button" className="text-button" onClick={() => useDesk.setState({ searchOpen: false })}>
        <Caps strokes={["Escape"]} /> {t("console.key.escape")}
      </button>
    </div>
  );
}

interface ListProps {
  suggestions: readonly Suggestion[];
  marked: number;
  hasQuery: boolean;
  run(suggestion: Suggestion): void;
}

function SuggestionList({ suggestions, marked, hasQuery, run }: ListProps) {
  const t = useText();
  return (
    <ol className="dock-choices">
      {suggestions.map((suggestion, index) => (
        <li key={keyOf(suggestion)}>
          <button
            type="button"
            tabIndex={-1}
            className={`dock-choice ${index === marked ? "is-chosen" : ""}`}
            onClick={() => run(suggestion)}
          >
            <SuggestionText suggestion={suggestion} />
          </button>
        </li>
      ))}
      {hasQuery && suggestions.length === 0 && <li className="muted">{t("console.search.none")}</li>}
    </ol>
  );
}

export function SearchDock() {
  const t = useText();
  const [line, setLine] = useState("");
  const [marked, setMarked] = useState(0);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const suggestions = useSuggestions(line);
  const run = useRun();
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) setMarked(Math.min(Math.max(marked + step, 0), suggestions.length - 1));
    else if (event.key === "Enter") run(suggestions[marked]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <section className="dock search-dock" aria-label={t("console.key.search")}>
      <div className="dock-form">
        <label className="dock-search">
          <Icon name="search" size={20} />
          <input
            ref={field}
            value={line}
            aria-label={t("console.key.search")}
            placeholder={t("console.search.hint")}
            onChange={(event) => {
              setLine(event.target.value);
              setMarked(0);
            }}
            onKeyDown={onKeyDown}
          />
        </label>
        <SuggestionList suggestions={suggestions} marked={marked} hasQuery={line.trim() !== ""} run={run} />
      </div>
      <Help />
    </section>
  );
}
