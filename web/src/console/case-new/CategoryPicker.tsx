// Chooses a category by part of its name or code; arrow keys move in the matches, Enter chooses.
import type { CaseCategory } from "@minqing/core/case/category";
import { matcherFor } from "@minqing/core/text/search";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useName } from "../../i18n/named.ts";
import { useText } from "../../i18n/use-text.ts";
import { ReadFailure } from "../ReadFailure.tsx";
import { loadReference, useLoaded } from "../use-reference.ts";
import { changeNewCase, useNewCase } from "./new-case-store.ts";

const SHOWN = 7;
const LIST_ID = "new-category-list";

function matching(categories: readonly CaseCategory[], text: string): CaseCategory[] {
  const matches = matcherFor(text);
  return categories.filter(({ code, nameZh, nameEn }) => matches(code, nameZh, nameEn)).slice(0, SHOWN);
}

interface Choice {
  shown: readonly CaseCategory[];
  text: string;
  isOpen: boolean;
  marked: number;
  type(text: string): void;
  setOpen(isOpen: boolean): void;
  choose(category: CaseCategory | undefined): void;
  onKeyDown(event: KeyboardEvent<HTMLInputElement>): void;
}

function useChoice(categories: readonly CaseCategory[]): Choice {
  const [text, setText] = useState("");
  const [isOpen, setOpen] = useState(false);
  const [marked, setMarked] = useState(0);
  const shown = matching(categories, text);
  const choose = (category: CaseCategory | undefined) => {
    if (category === undefined) return;
    changeNewCase({ category: category.code });
    setText("");
    setOpen(false);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) {
      setOpen(true);
      setMarked(Math.min(Math.max(marked + step, 0), shown.length - 1));
    } else if (event.key === "Enter" && isOpen && !event.nativeEvent.isComposing) {
      choose(shown[marked]);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const type = (value: string) => {
    setText(value);
    setOpen(true);
    setMarked(0);
  };
  return { shown, text, isOpen, marked, type, setOpen, choose, onKeyDown };
}

function Matches({ choice }: { choice: Choice }) {
  const t = useText();
  const name = useName();
  const { shown, isOpen, marked, choose } = choice;
  return (
    <div id={LIST_ID} role="listbox" aria-label={t("console.new.category")} hidden={!isOpen || shown.length === 0}>
      {shown.map((category, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the input has the keys of its list
        <div
          key={category.code}
          id={`category-${category.code}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === marked}
          className={index === marked ? "is-marked" : ""}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => choose(category)}
        >
          <span className="muted">{category.code}</span> {name(category.nameZh, category.nameEn)}
        </div>
      ))}
    </div>
  );
}

export function CategoryPicker() {
  const t = useText();
  const name = useName();
  const { items, failed } = useLoaded("categories");
  const chosen = useNewCase((state) => state.category);
  const choice = useChoice(items ?? []);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const current = items?.find(({ code }) => code === chosen) ?? null;
  const hint =
    current === null ? t("console.new.categoryHint") : `${current.code} ${name(current.nameZh, current.nameEn)}`;
  const markedCode = choice.isOpen ? choice.shown[choice.marked]?.code : undefined;
  return (
    <div className="picker">
      <input
        ref={field}
        id="new-category"
        role="combobox"
        aria-expanded={choice.isOpen}
        aria-controls={LIST_ID}
        aria-activedescendant={markedCode === undefined ? undefined : `category-${markedCode}`}
        autoComplete="off"
        className={current === null ? "" : "has-value"}
        placeholder={hint}
        value={choice.text}
        onChange={(event) => choice.type(event.target.value)}
        onFocus={() => choice.setOpen(current === null)}
        onBlur={() => choice.setOpen(false)}
        onKeyDown={choice.onKeyDown}
      />
      {failed !== null && (
        <ReadFailure
          what={t("console.new.category")}
          failed={failed}
          onRetry={() => void loadReference("categories")}
        />
      )}
      <Matches choice={choice} />
    </div>
  );
}
