// A field for a code with suggestions; another value is accepted too.
import { matcherFor } from "@minqing/core/text/search";
import { Button, Input, ComboBox as LibraryComboBox, Popover } from "react-aria-components";
import { Icon } from "../design/Icon.tsx";
import { ChoiceList } from "./ChoiceList.tsx";
import { type Choice, idOf, LIST_PX } from "./choice.ts";
import styles from "./field.module.css";
import list from "./list.module.css";

/** A longer list is narrowed down by typing. */
const MAX_SHOWN = 200;

interface Props {
  id?: string;
  label: string;
  value: string;
  choices: readonly Choice[];
  placeholder?: string;
  maxLength?: number;
  onChange(value: string): void;
}

export function ComboBox({ id, label, value, choices, placeholder = "", maxLength = 100, onChange }: Props) {
  const matches = matcherFor(value);
  const isWhole = choices.some((choice) => choice.id === value);
  const shown = choices.filter((choice) => isWhole || matches(choice.id, choice.label)).slice(0, MAX_SHOWN);
  return (
    <LibraryComboBox
      aria-label={label}
      inputValue={value}
      allowsCustomValue
      allowsEmptyCollection={false}
      menuTrigger="input"
      className={styles.select ?? ""}
      onInputChange={onChange}
      onSelectionChange={(key) => key !== null && onChange(idOf(key))}
    >
      <div className={styles.group}>
        <Input
          {...(id === undefined ? {} : { id })}
          className={styles.input ?? ""}
          placeholder={placeholder}
          maxLength={maxLength}
          spellCheck={false}
        />
        <Button className={styles.open ?? ""}>
          <Icon name="chevronDown" size={14} />
        </Button>
      </div>
      <Popover className={list.popover ?? ""} maxHeight={LIST_PX} data-overlay>
        <ChoiceList
          picks="id"
          choices={shown.map((choice) => ({ id: choice.id, label: `${choice.id} ${choice.label}` }))}
          aria-label={label}
        />
      </Popover>
    </LibraryComboBox>
  );
}
