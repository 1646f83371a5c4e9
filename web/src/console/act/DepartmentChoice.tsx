// Chooses the department of a dispatch: 1–5 of the recommended ones, or part of a name; arrow keys move in the matches.
import type { CaseView } from "@minqing/core/case/case";
import { type KeyboardEvent, useState } from "react";
import { Icon } from "../../design/Icon.tsx";
import { useName } from "../../i18n/named.ts";
import { useText } from "../../i18n/use-text.ts";
import { stepSelection } from "../case/held-list.ts";
import { ReasonTags } from "../department/ReasonTags.tsx";
import { type RankedDepartment, searchDepartments } from "../department/rank-departments.ts";
import { RECOMMENDED, useRankedDepartments } from "../department/use-ranked.ts";
import { changeDraft, type OpenAct } from "./act-store.ts";
import { useFocus } from "./use-focus.ts";

interface ChoiceProps {
  entry: RankedDepartment;
  number: number;
  row: CaseView;
  isChosen: boolean;
  onChoose(): void;
}

function Choice({ entry, number, row, isChosen, onChoose }: ChoiceProps) {
  const t = useText();
  const name = useName();
  return (
    <li>
      <button
        type="button"
        tabIndex={-1}
        className={`dock-choice ${isChosen ? "is-chosen" : ""}`}
        aria-pressed={isChosen}
        onClick={onChoose}
      >
        <span className="force-rank">{number}</span>
        <span className="force-name strong">{name(entry.department.name, entry.department.nameEn)}</span>
        <ReasonTags ranked={entry} categoryZh={row.categoryNameZh} categoryEn={row.categoryNameEn} />
        <span className="force-work">
          <b>{entry.workload}</b> <span className="muted">{t("console.openWork")}</span>
        </span>
      </button>
    </li>
  );
}

export function DepartmentChoice({ row, open }: { row: CaseView; open: OpenAct }) {
  const t = useText();
  const [text, setText] = useState("");
  const field = useFocus();
  const ranked = useRankedDepartments(row);
  const shown = searchDepartments(ranked, text).slice(0, RECOMMENDED);
  const chosen = open.draft.values.departmentId ?? null;
  const choose = (departmentId: string | undefined | null) => changeDraft({ departmentId: departmentId ?? "" });
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : null;
    const numbered = text === "" && /^[1-5]$/.test(event.key) ? shown[Number(event.key) - 1] : undefined;
    if (step === null && numbered === undefined) return;
    event.preventDefault();
    const ids = shown.map(({ department }) => department.id);
    choose(step === null ? numbered?.department.id : stepSelection(ids, chosen === null ? null : String(chosen), step));
  };
  const search = (value: string) => {
    setText(value);
    choose(value.trim() === "" ? null : searchDepartments(ranked, value)[0]?.department.id);
  };
  return (
    <>
      <label className="dock-search">
        <Icon name="search" size={18} />
        <input
          ref={field}
          value={text}
          placeholder={t("console.act.departmentHint")}
          aria-label={t("console.act.departmentHint")}
          onChange={(event) => search(event.target.value)}
          onKeyDown={onKeyDown}
        />
      </label>
      <ol className="dock-choices">
        {shown.map((entry, index) => (
          <Choice
            key={entry.department.id}
            entry={entry}
            number={index + 1}
            row={row}
            isChosen={entry.department.id === chosen}
            onChoose={() => {
              choose(entry.department.id);
              field.current?.focus();
            }}
          />
        ))}
        {shown.length === 0 && <li className="muted">{t("console.empty.departments", { text })}</li>}
      </ol>
    </>
  );
}
