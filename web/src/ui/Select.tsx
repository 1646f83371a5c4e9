// A select: one of a list. A long list is searched by its text, folded as all searches are.
import { matcherFor } from "@minqing/core/text/search";
import type { ReactNode } from "react";
import {
  Autocomplete,
  Button,
  Input,
  Select as LibrarySelect,
  Popover,
  SearchField,
  SelectValue,
} from "react-aria-components";
import { Icon } from "../design/Icon.tsx";
import { useText } from "../i18n/use-text.ts";
import { ChoiceList } from "./ChoiceList.tsx";
import { type Choice, type ChoiceGroup, flatten, idOf, keyOf, LIST_PX } from "./choice.ts";
import styles from "./field.module.css";
import list from "./list.module.css";

/** More choices than this are searched. */
const SEARCHED_ABOVE = 12;

interface Props {
  /** The id of the button, for a label. */
  id?: string;
  /** The name for assistive technology. */
  label: string;
  value: string;
  choices: readonly (Choice | ChoiceGroup)[];
  /** Shown while nothing is chosen. */
  placeholder?: string;
  isDisabled?: boolean;
  /** A narrow one in a row of filters. */
  isCompact?: boolean;
  onChange(id: string): void;
}

function Search({ children }: { children: ReactNode }) {
  const t = useText();
  return (
    <Autocomplete filter={(text, typed) => matcherFor(typed)(text)}>
      <SearchField aria-label={t("ui.search")} autoFocus className={list.search ?? ""}>
        <Icon name="search" size={16} />
        <Input placeholder={t("ui.search")} data-select-search />
      </SearchField>
      {children}
    </Autocomplete>
  );
}

export function Select({
  id,
  label,
  value,
  choices,
  placeholder = "",
  isDisabled = false,
  isCompact = false,
  onChange,
}: Props) {
  const t = useText();
  const all = flatten(choices);
  const found = all.find((choice) => choice.id === value);
  const open = (
    <ChoiceList choices={choices} aria-label={label} renderEmptyState={() => <p className="muted">{t("ui.none")}</p>} />
  );
  return (
    <LibrarySelect
      aria-label={label}
      selectedKey={found === undefined ? null : keyOf(value)}
      isDisabled={isDisabled}
      className={styles.select ?? ""}
      data-compact={isCompact}
      onSelectionChange={(key) => onChange(idOf(key))}
    >
      <Button {...(id === undefined ? {} : { id })} className={styles.button ?? ""} data-select>
        <SelectValue className={styles.value ?? ""}>{found?.label ?? (value || placeholder)}</SelectValue>
        <Icon name="chevronDown" size={14} />
      </Button>
      <Popover className={list.popover ?? ""} maxHeight={LIST_PX} data-overlay>
        {all.length > SEARCHED_ABOVE ? <Search>{open}</Search> : open}
      </Popover>
    </LibrarySelect>
  );
}
